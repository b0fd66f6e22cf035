import type { Member } from '@shared/api/types';
import { useOwnSpoken } from './own';

/** The level on the card. Without names from the programme, its key is made readable. */
export function useLevel(member: Member | undefined): { name: string } | undefined {
  const standing = useOwnSpoken('GET /v1/members/{member_id}/standing').data;
  const named = standing?.tracks.find(({ tier }) => tier)?.tier;
  if (named) return named;
  const key = member?.tiers[0]?.tier;
  return key ? { name: readable(key) } : undefined;
}

/** `early-bird` as `Early bird`. */
export const readable = (key: string) =>
  (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll(/[-_]/g, ' ');
