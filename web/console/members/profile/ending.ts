import type { Effect, LedgerEntry, Member } from '@shared/api/types';

/** How an account ended: it went into another one, nothing leads to it any more, or its holder was forgotten. */
export type Ending = 'merged' | 'closed' | 'erased';

type Known = Pick<
  Member,
  'merged_into' | 'blocked' | 'identities' | 'external_id' | 'name' | 'contact'
>;

export function endingOf(member: Known): Ending | undefined {
  if (member.merged_into) return 'merged';
  const isFound = (member.identities ?? []).length > 0 || Boolean(member.external_id);
  if (!member.blocked || isFound) return undefined;
  const isKnown = member.name || Object.values(member.contact ?? {}).some(Boolean);
  return isKnown ? 'closed' : 'erased';
}

const ENDED_BY: Record<Ending, string> = { merged: 'merge', closed: 'update', erased: 'update' };

/** The entry with which it ended, when it is among those that were read; the newest come first. */
export const lastOf = (entries: readonly LedgerEntry[], ending: Ending): LedgerEntry | undefined =>
  entries.find(({ activity }) => activity === ENDED_BY[ending]);

/** What an entry took along to another account. */
export const takenAlong = (entry: LedgerEntry | undefined): { unit: string; amount: string }[] =>
  entry?.effects.flatMap(({ kind, unit, amount }: Effect) =>
    kind === 'transferred_out' && unit && amount ? [{ unit, amount }] : [],
  ) ?? [];
