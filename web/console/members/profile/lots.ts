import type { Lot } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';

/** Lots of a unit that end at the same moment and are in the same state: what people count as one. */
export interface Portion {
  unit: string;
  state: Lot['state'];
  /** When it ends; never when absent. */
  until?: string;
  /** When it becomes spendable. */
  from?: string;
  amount: string;
  /** The entries of the journal that it came from. */
  sequences: number[];
}

/** Portions, the first to end first, those that never end last. */
export function portionsOf(lots: readonly Lot[]): Portion[] {
  const groups = new Map<string, Lot[]>();
  for (const lot of lots) {
    const key = [lot.unit, lot.state, lot.expires_at ?? '', lot.active_at ?? ''].join('|');
    groups.set(key, [...(groups.get(key) ?? []), lot]);
  }
  return [...groups.values()].flatMap((group) => portionOf(group)).sort(byEnd);
}

function portionOf(group: Lot[]): Portion[] {
  const [first] = group;
  if (!first) return [];
  const portion: Portion = {
    unit: first.unit,
    state: first.state,
    amount: sum(group.map((lot) => lot.remaining)),
    sequences: group.map((lot) => Number.parseInt(lot.id, 10)),
  };
  if (first.expires_at) portion.until = first.expires_at;
  if (first.active_at) portion.from = first.active_at;
  return [portion];
}

function byEnd(a: Portion, b: Portion): number {
  const end = (portion: Portion) =>
    portion.until ? Date.parse(portion.until) : Number.POSITIVE_INFINITY;
  const [left, right] = [end(a), end(b)];
  return left === right ? a.unit.localeCompare(b.unit) : left - right;
}
