import type { LedgerEntry } from '@shared/api/types';
import { expect, it } from 'vitest';
import { byMonth, isShown, kindOf } from './entry';

const entry = (at: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: at,
  seq: 1,
  activity: 'purchase',
  at,
  recorded_at: at,
  effects: [],
  postings: [],
  refusals: [],
  hints: [],
  ...more,
});

it('entries stand under their months, in the order in which they come', () => {
  const rows = ['2026-11-22T21:00:00Z', '2026-11-02T21:00:00Z', '2026-09-30T20:00:00Z'];
  const months = byMonth(rows.map((at) => entry(at)));
  expect(months.map(({ month, rows }) => [month, rows.length])).toEqual([
    ['2026-11', 2],
    ['2026-09', 1],
  ]);
});

it('a receipt that came late stands once, under the month of its day', () => {
  const rows = ['2026-10-30T09:00:00Z', '2026-11-28T21:00:00Z', '2026-10-02T20:00:00Z'];
  const months = byMonth(rows.map((at) => entry(at)));
  expect(months.map(({ month, rows }) => [month, rows.map(({ at }) => at.slice(8, 10))])).toEqual([
    ['2026-11', ['28']],
    ['2026-10', ['30', '02']],
  ]);
});

it('what moved nothing and says nothing is left out', () => {
  const effect = { index: 1, kind: 'tier_changed' };
  expect(isShown(entry('a', { activity: 'note' }))).toBe(false);
  expect(isShown(entry('a', { effects: [effect] }))).toBe(false);
  expect(isShown(entry('a', { effects: [{ ...effect, message: 'Gold' }] }))).toBe(true);
});

it('an activity of tomorrow is some other one', () => {
  expect(kindOf(entry('a', { activity: 'teleport' }))).toBe('other');
  expect(kindOf(entry('a', { activity: 'win_prize' }))).toBe('win_prize');
});
