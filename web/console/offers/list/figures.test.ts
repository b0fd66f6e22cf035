import type { RuleFigures } from '@shared/api/types';
import { expect, it } from 'vitest';
import { claimsOf, figuresOf } from './figures';

const row = (kind: string, rule: string, rest: Partial<RuleFigures> = {}): RuleFigures => ({
  kind,
  rule,
  times: 1,
  discount: '0.00',
  units: [],
  ...rest,
});

const items = [
  { section: 'offers', key: 'tea' },
  { section: 'streaks', key: 'visits' },
  { section: 'streaks', key: 'visits-monday' },
  { section: 'causes', key: 'forest' },
  { section: 'referral', key: 'referral' },
  { section: 'coalition', key: 'bakery' },
] as const;

it('figures of an item are those of all the rules that it became', () => {
  const points = (amount: string) => ({ units: [{ unit: 'points', amount }] });
  const of = figuresOf(
    [
      row('streaks', 'visits-3', points('10.5')),
      row('streaks', 'visits-5', {
        times: 2,
        name: 'Five visits',
        discount: '1.50',
        ...points('20'),
      }),
      row('streaks', 'visits-monday-3'),
      row('causes', 'forest-share', { times: 4 }),
      row('referral', 'referral'),
      row('referral', 'referral-advocate', { times: 2 }),
      row('coalition', 'partner-bakery', { times: 7 }),
    ],
    items,
  );
  expect(of(items[1])).toEqual({
    times: 3,
    discount: '1.50',
    units: [{ unit: 'points', amount: '30.5' }],
    rules: [
      { rule: 'visits-5', name: 'Five visits', times: 2 },
      { rule: 'visits-3', name: 'visits-3', times: 1 },
    ],
  });
  expect(of(items[2])?.times).toBe(1);
  expect(of(items[3])?.times).toBe(4);
  expect(of(items[4])?.times).toBe(3);
  expect(of(items[5])?.times).toBe(7);
});

it('tells nothing of what no rule is known of', () => {
  const of = figuresOf([row('rules', 'tea'), row('offers', 'tea-time-2')], [items[0]]);
  expect(of(items[0])?.times).toBe(1);
  expect(figuresOf([row('rules', 'tea')], items)(items[0])).toBeUndefined();
  expect(figuresOf([], items)(items[3])).toBeUndefined();
});

it('finds how often a reward was claimed, and nothing for what is no reward', () => {
  const mug = { reward: 'mug', claimed: 3, cancelled: 1 };
  const of = claimsOf([mug]);
  expect(of({ section: 'catalogue', key: 'mug' })).toBe(mug);
  expect(of({ section: 'benefits', key: 'mug' })).toBe(mug);
  expect(of({ section: 'catalogue', key: 'cup' })).toBeUndefined();
  expect(of({ section: 'offers', key: 'mug' })).toBeUndefined();
});
