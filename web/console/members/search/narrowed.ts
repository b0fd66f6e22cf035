import type { MemberRow } from '@shared/api/types';
import { isZero, sum } from '@shared/decimal/decimal';
import { type DayText, dayAt, isDay } from '../../reports/calendar';

/** What narrows the list of members, as it stands in the address: nothing that tells who somebody is. */
export interface MembersSearch {
  blocked?: true;
  /** Tiers are told apart by their tracks: one is nothing without the other. */
  track?: string;
  tier?: string;
  /** A unit of which something expires soon. */
  expiring?: string;
  /** Between which days they joined, both counted: one is nothing without the other. */
  joinedFrom?: DayText;
  joinedUntil?: DayText;
  /** A unit of which they have something. */
  holding?: string;
}

/** The router reads numbers as numbers: a tier may be called `1`. */
const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;

export function readMembers(search: Record<string, unknown>): MembersSearch {
  const track = word(search.track);
  const tier = word(search.tier);
  const expiring = word(search.expiring);
  const holding = word(search.holding);
  const { joinedFrom, joinedUntil } = search;
  const isSpan = isDay(joinedFrom) && isDay(joinedUntil) && joinedFrom <= joinedUntil;
  return {
    ...(search.blocked === true ? { blocked: true } : {}),
    ...(track && tier ? { track, tier } : {}),
    ...(expiring ? { expiring } : {}),
    ...(isSpan ? { joinedFrom, joinedUntil } : {}),
    ...(holding ? { holding } : {}),
  };
}

/** What the API narrows by itself; the rest is done here, page by page. */
export const askedOf = (search: MembersSearch) =>
  without(search, 'joinedFrom', 'joinedUntil', 'holding');

/** What somebody has of a unit: spendable, not yet, and set aside. */
export function heldOf(row: Pick<MemberRow, 'balances'>, unit: string): string {
  const balance = row.balances.find((one) => one.unit === unit);
  return balance ? sum([balance.spendable, balance.pending, balance.held]) : '0';
}

/** Whether somebody is meant, as far as the API cannot tell. */
export function isMeant(
  row: Pick<MemberRow, 'balances' | 'enrolled_at'>,
  { joinedFrom, joinedUntil, holding }: MembersSearch,
  zone: string | undefined,
): boolean {
  if (holding && isZero(heldOf(row, holding))) return false;
  if (!joinedFrom || !joinedUntil) return true;
  if (!row.enrolled_at) return false;
  const day = dayAt(new Date(row.enrolled_at), zone);
  return joinedFrom <= day && day <= joinedUntil;
}

/** The same without some of it. */
export function without<Name extends keyof MembersSearch>(
  search: MembersSearch,
  ...names: Name[]
): Omit<MembersSearch, Name> {
  const kept = Object.entries(search).filter(([name]) => !names.includes(name as never));
  return Object.fromEntries(kept) as Omit<MembersSearch, Name>;
}
