import type { RewardFigures, RuleFigures } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';
import type { Item } from '../document/items';

/** What an item did, over all the rules that it became. */
export interface Did {
  times: number;
  discount: string;
  units: { unit: string; amount: string }[];
  /** The rules themselves, those that did the most first. */
  rules: { rule: string; name: string; times: number }[];
}

type Named = Pick<Item, 'section' | 'key'>;

/** What rules of an item are called: as itself, and further rules of it by its key and a word. */
const stemOf = ({ section, key }: Named) => (section === 'coalition' ? `partner-${key}` : key);

const isOf = (row: RuleFigures, item: Named) =>
  row.kind === item.section && `${row.rule}-`.startsWith(`${stemOf(item)}-`);

/** Finds what an item did; nothing where no rule of it is known, which is not the same as nothing done. */
export function figuresOf(rows: readonly RuleFigures[], items: readonly Named[]) {
  const found = new Map<Named, RuleFigures[]>();
  for (const row of rows) {
    // Of `visits` and `visits-monday`, `visits-monday-3` is a rule of the second.
    const [item] = items
      .filter((one) => isOf(row, one))
      .sort((a, b) => b.key.length - a.key.length);
    if (item) found.set(item, [...(found.get(item) ?? []), row]);
  }
  return (item: Named): Did | undefined => {
    const own = items.find(({ section, key }) => section === item.section && key === item.key);
    const its = own && found.get(own);
    return its && together(its);
  };
}

/** How often a reward was claimed, a benefit used; nothing for what is neither. */
export function claimsOf(rows: readonly RewardFigures[]) {
  return ({ section, key }: Named): RewardFigures | undefined =>
    section === 'catalogue' || section === 'benefits'
      ? rows.find(({ reward }) => reward === key)
      : undefined;
}

function together(rows: RuleFigures[]): Did {
  const units = new Map<string, string[]>();
  for (const { unit, amount } of rows.flatMap((row) => row.units)) {
    units.set(unit, [...(units.get(unit) ?? []), amount]);
  }
  return {
    times: rows.reduce((all, row) => all + row.times, 0),
    discount: sum(rows.map(({ discount }) => discount)),
    units: [...units].map(([unit, amounts]) => ({ unit, amount: sum(amounts) })),
    rules: rows
      .map(({ rule, name, times }) => ({ rule, name: name ?? rule, times }))
      .sort((a, b) => b.times - a.times),
  };
}
