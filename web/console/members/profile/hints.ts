import type { LedgerEntry } from '@shared/api/types';

/** Entries that tell something: time that passed without any effect is no news. */
export const isNews = (entry: LedgerEntry) =>
  entry.activity !== 'time_passed' || entry.effects.length > 0;

/** Signed amount of an effect, as the member feels it: minus for what leaves. */
const LEAVES = new Set([
  'spent',
  'lapsed',
  'unearned',
  'transferred_out',
  'hold_placed',
  'debt_taken_over',
]);

export function signed(effect: { kind: string; amount?: string | null }): string | undefined {
  if (!effect.amount) return undefined;
  return LEAVES.has(effect.kind) && !effect.amount.startsWith('-')
    ? `-${effect.amount}`
    : effect.amount;
}
