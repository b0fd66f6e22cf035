import type { Decimal, Posting } from '@shared/api/types';
import { isZero, negated, sum } from '@shared/decimal/decimal';

/** The accounts that are the member's; the others are the programme's side of the book. */
const OWN = ['spendable', 'pending', 'held'];

/** What an entry changed for the member, by unit. Moves between their own accounts change nothing. */
export function netOf(postings: readonly Posting[]): { unit: string; amount: Decimal }[] {
  const parts = new Map<string, Decimal[]>();
  for (const { unit, amount, from, to } of postings) {
    const of = parts.get(unit) ?? [];
    if (OWN.includes(to)) of.push(amount);
    if (OWN.includes(from)) of.push(negated(amount));
    parts.set(unit, of);
  }
  return [...parts]
    .map(([unit, amounts]) => ({ unit, amount: sum(amounts) }))
    .filter(({ amount }) => !isZero(amount));
}
