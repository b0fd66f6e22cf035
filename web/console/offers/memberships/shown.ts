import type { MembershipFigures } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';

const ORDER = [
  'members',
  'on_trial',
  'sold',
  'paid',
  'trials',
  'over',
  'cancelled',
  'refunded',
  'returned',
] as const;
type Name = (typeof ORDER)[number];

/** What many shops never have is only shown where there is some of it. */
const SOMETIMES: readonly Name[] = ['on_trial', 'trials', 'refunded', 'returned'];

/** A figure with its meaning: a number, or money. */
export type Shown = { name: Name } & (
  | { count: number; money?: undefined }
  | { count?: undefined; money: string }
);

/** The figures of a membership that are worth a place, in their order. */
export function shownOf(row: MembershipFigures): Shown[] {
  return ORDER.flatMap((name): Shown[] => {
    const value = row[name];
    const isNothing = typeof value === 'string' ? isZero(value) : value === 0;
    if (isNothing && SOMETIMES.includes(name)) return [];
    return [typeof value === 'string' ? { name, money: value } : { name, count: value }];
  });
}
