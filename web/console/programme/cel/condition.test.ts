import { describe, expect, it } from 'vitest';
import { type Group, read, write } from './condition';
import { factsFor } from './facts';

const facts = factsFor('line', {
  tracks: [{ key: 'status', levels: ['silver', 'gold'] }],
  metrics: [{ key: 'year_spend', isMoney: true }],
  units: ['points'],
  attributes: [{ on: 'line', key: 'organic', kind: 'truth' }],
});
const rowsOf = (text: string) =>
  read(text, facts).items.map((item) =>
    item.is === 'row' ? [item.fact, item.op, ...item.values] : item.is,
  );

describe('a condition is read as rows', () => {
  it.each([
    ["line.category == 'coffee'", [['line.category', 'is', 'coffee']]],
    ['basket.total >= 30', [['basket.total', 'atLeast', '30']]],
    ['30 < basket.total', [['basket.total', 'more', '30']]],
    ["'vip' in member.tags", [['member.tags', 'has', 'vip']]],
    ["!('vip' in member.tags)", [['member.tags', 'hasNot', 'vip']]],
    ["line.category in ['a', 'b']", [['line.category', 'oneOf', 'a', 'b']]],
    [
      '!line.on_sale && basket.first',
      [
        ['line.on_sale', 'no'],
        ['basket.first', 'yes'],
      ],
    ],
    ['!has(member.age_years)', [['member.age_years', 'unknown']]],
    ["line.sku.startsWith('A-')", [['line.sku', 'startsWith', 'A-']]],
    ['time.weekday in [6, 7]', [['time.weekday', 'oneOf', '6', '7']]],
    ["member.tier.status == 'gold'", [['member.tier.status', 'is', 'gold']]],
    ['metric.year_spend > 99.5', [['metric.year_spend', 'more', '99.5']]],
    ['line.attributes.organic', [['line.attributes.organic', 'yes']]],
  ])('%s', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });
});

describe('what rows cannot say stays text', () => {
  it.each([
    "basket.lines.exists(l, l.category == 'tea')",
    'metric.year_spend > metric_previous.year_spend',
    'basket.total > basket.quantity * 10',
    // Holds where the brand is missing, unlike `!=`.
    "!(line.brand == 'Acme')",
    'line.unheard_of == 1',
    "line.category == 'it",
    'basket.quantity > 3 ? true : false',
    "basket.total == 'a'",
  ])('%s', (text) => {
    expect(read(text, facts).items).toEqual([{ is: 'written', text }]);
    expect(write(read(text, facts))).toBe(text);
  });

  it('beside rows that can be read', () => {
    const group = read("line.category == 'tea' && basket.total > basket.quantity * 10", facts);
    expect(group.items.map((item) => item.is)).toEqual(['row', 'written']);
  });
});

it.each([
  "line.category == 'coffee' && basket.total >= 30",
  "(line.category == 'a' || line.category == 'b') && !('tin' in line.tags)",
  "(line.on_sale && basket.first) || member.tier.status in ['gold']",
  "line.brand != 'O\\'Neil' || line.name.contains('\\\\')",
  '(basket.quantity > 3 ? true : false) && basket.first',
])('%s comes back as it was', (text) => {
  const again = write(read(text, facts));
  expect(again).toBe(text);
});

it('brackets do not grow', () => {
  const once = write(read('((basket.quantity > 3 ? true : false)) && basket.first', facts));
  expect(once).toBe('(basket.quantity > 3 ? true : false) && basket.first');
});

it('alternatives written by hand keep together when they are joined', () => {
  const group: Group = {
    is: 'group',
    join: 'and',
    items: [
      { is: 'written', text: 'line.on_sale || basket.lines.size() > 2' },
      { is: 'row', fact: 'basket.first', kind: 'truth', op: 'yes', values: [] },
    ],
  };
  expect(write(group)).toBe('(line.on_sale || basket.lines.size() > 2) && basket.first');
});

it('an unfinished row writes nothing', () => {
  const row = { is: 'row', fact: 'basket.total', kind: 'money', op: 'more' } as const;
  const of = (values: string[]): Group => ({
    is: 'group',
    join: 'and',
    items: [{ ...row, values }],
  });
  expect(write(of(['']))).toBeUndefined();
  expect(write(of(['ten']))).toBeUndefined();
  expect(write(of(['10']))).toBe('basket.total > 10');
});

it('no condition is no rows', () => {
  expect(read('  ', facts).items).toEqual([]);
  expect(write({ is: 'group', join: 'or', items: [] })).toBe('');
});
