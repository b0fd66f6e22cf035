import type { Party, Settlement } from '@shared/api/types';

/** Names of parties, the later lists over the earlier ones. */
export function namesOf(...lists: (readonly Party[] | undefined)[]): Map<string, string> {
  return new Map(lists.flatMap((list) => list ?? []).map(({ key, name }) => [key, name]));
}

/**
 * About whose numbers somebody may say that they are wrong: a partner about their own, also where nothing stands
 * yet; the shop about everybody with whom it settles.
 */
export function disputable(
  told: Pick<Settlement, 'rows'>,
  partner: Party | null | undefined,
  known: readonly string[],
): string[] {
  if (partner) return [partner.key];
  return [...new Set([...told.rows.map(({ party }) => party), ...known])];
}
