import type { Programme } from '@shared/api/types';

/**
 * What the programme calls a level. A level that left it is shown by its short name; so is every one while the till
 * has nothing but a programme that it kept before programmes told their levels.
 */
export function levelName(
  tracks: Programme['tracks'] | undefined,
  track: string,
  tier: string,
): string {
  const levels = tracks?.find((one) => one.track === track)?.tiers;
  return levels?.find((level) => level.tier === tier)?.name ?? readable(tier);
}

/** `early-bird` as `Early bird`. */
export function readable(key: string): string {
  const words = key.replace(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
