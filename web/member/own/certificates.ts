import { useOwnSpoken } from './own';

/** Money on codes that this member holds. */
export function useCertificates() {
  return useOwnSpoken('GET /v1/members/{member_id}/certificates').data?.items ?? [];
}

const NAME = 'certificate';

/** Gives one away. The code stands behind the `#`, which browsers send to no server: it appears in no log. */
export const giftLink = (origin: string, code: string): string =>
  `${origin}/app/rewards#${new URLSearchParams({ [NAME]: code })}`;

/** The code of a gift, when such a link was opened. */
export const giftIn = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get(NAME) || undefined;
