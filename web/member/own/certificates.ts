import { useOwnSpoken } from './own';

/** Money on codes that this member holds, and whether there is such a thing at all. */
export function useCertificates() {
  const { items = [], offered = false } =
    useOwnSpoken('GET /v1/members/{member_id}/certificates').data ?? {};
  return { items, isAny: offered || items.length > 0 };
}
