import { useCallback } from 'react';
import { useTexts } from '../../texts/use';
import type { Group, Item, Row } from '../cel/condition';
import { spoken } from '../document/model';

/** Facts that the document declares are called by what they belong to and their own name. */
const DECLARED = [
  ['member.tier.', 'tier'],
  ['metric_previous.', 'metricPrevious'],
  ['metric.', 'metric'],
  ['balance.', 'balance'],
] as const;

/** Conditions in words: what a fact is called, and what a whole condition says. */
export function useFactTexts() {
  const { t, find } = useTexts();
  const factText = useCallback(
    (name: string): string => {
      const own = find(`fact.${name}`);
      if (own) return own;
      const declared = DECLARED.find(([start]) => name.startsWith(start));
      if (!declared) return spoken(name.split('.').at(-1) ?? name);
      const [start, kind] = declared;
      return t(`condition.${kind}`, { name: spoken(name.slice(start.length)) });
    },
    [t, find],
  );
  const rowText = useCallback(
    (row: Row): string => {
      const fact = factText(row.fact);
      const said = row.values.map((value) =>
        row.kind === 'weekday' ? (find(`weekday.${value}`) ?? value) : value,
      );
      const value = said.join(', ') || '…';
      return `${fact} ${t(`op.${opWord(row)}`)}${row.values.length > 0 ? ` ${value}` : ''}`;
    },
    [factText, t, find],
  );
  const groupText = useCallback(
    (group: Group): string => {
      const said = (item: Item): string => {
        if (item.is === 'row') return rowText(item);
        if (item.is === 'written') return item.text;
        const inner = groupText(item);
        return item.items.length > 1 ? `(${inner})` : inner;
      };
      return group.items.map(said).join(` ${t(`condition.${group.join}`)} `);
    },
    [rowText, t],
  );
  return { factText, rowText, groupText };
}

/** Days and numbers are compared with other words. */
export function opWord({ kind, op }: Pick<Row, 'kind' | 'op'>) {
  if (kind !== 'day') return op;
  if (op === 'atLeast') return 'dayFrom' as const;
  return op === 'atMost' ? ('dayUntil' as const) : op;
}
