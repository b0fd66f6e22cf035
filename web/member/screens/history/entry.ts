import type { LedgerEntry } from '@shared/api/types';

/** The kinds of entries that have words of their own; the others are told by their sentences. */
export const KINDS = [
  'purchase',
  'return',
  'claim_receipt',
  'return_claimed',
  'enrol',
  'redeem',
  'cancel_reward',
  'collect',
  'event',
  'adjust',
  'time_passed',
  'grant_coupon',
  'move_coupon',
  'issue_certificate',
  'choose',
  'activate_offer',
  'start_membership',
  'cancel_membership',
  'verify',
  'register_product',
  'give',
  'receive',
  'donate',
  'exchange',
  'take_seat',
  'win_prize',
  'claim_price',
  'consequence',
] as const;
export type Kind = (typeof KINDS)[number] | 'other';

export const kindOf = ({ activity }: LedgerEntry): Kind =>
  KINDS.find((kind) => kind === activity) ?? 'other';

/** Inner bookkeeping, such as a note about a new phone number, says nothing to people. */
export const isShown = (entry: LedgerEntry) =>
  entry.postings.length > 0 ||
  entry.refusals.length > 0 ||
  entry.effects.some((effect) => effect.message);

/**
 * Entries under their months, as they come. A receipt that is claimed late comes with those of today, and stands
 * under the month in which it was paid.
 */
export function byMonth(entries: readonly LedgerEntry[]): { month: string; rows: LedgerEntry[] }[] {
  const months: { month: string; rows: LedgerEntry[] }[] = [];
  for (const entry of entries) {
    const month = entry.at.slice(0, 7);
    const known = months.find((one) => one.month === month);
    if (known) known.rows.push(entry);
    else months.push({ month, rows: [entry] });
  }
  return months.sort((a, b) => b.month.localeCompare(a.month));
}
