import { useOwnSpoken } from './own';

/** What was claimed and waits to be handed over. */
export function useClaims() {
  const told = useOwnSpoken('GET /v1/members/{member_id}/claims');
  return { ...told, items: told.data?.items ?? [] };
}
