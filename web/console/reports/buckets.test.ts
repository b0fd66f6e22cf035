import type { DayRow } from '@shared/api/types';
import { expect, it } from 'vitest';
import { bucketsOf, roundUp, stepOf, totalOf } from './buckets';

const row = (day: string, total: string): DayRow => ({
  day,
  joined: 1,
  active: 1,
  receipts: 1,
  member_receipts: 1,
  total,
  member_total: total,
  discount: '0.00',
  returns: 0,
  refunded: '0.00',
  units: [],
});

it('shows quiet days too', () => {
  const buckets = bucketsOf([row('2026-11-27', '1.10')], '2026-11-26', '2026-11-28');
  expect(buckets.map((bucket) => bucket.days.length)).toEqual([0, 1, 0]);
  expect(totalOf({ from: '', until: '', days: [] }, (day) => day.total)).toBe('0');
});

it('puts days into weeks from Monday on, and into months', () => {
  // The 1st of September 2026 is a Tuesday.
  const weeks = bucketsOf([], '2026-09-01', '2026-11-28');
  expect(stepOf('2026-09-01', '2026-11-28')).toBe('week');
  expect(weeks[0]).toMatchObject({ from: '2026-09-01', until: '2026-09-06' });
  expect(weeks[1]?.from).toBe('2026-09-07');
  const months = bucketsOf([], '2025-11-29', '2026-11-28');
  expect(months).toHaveLength(13);
  expect(months.at(-1)).toMatchObject({ from: '2026-11-01', until: '2026-11-28' });
});

it('adds up exactly, and every day once', () => {
  const rows = [row('2026-09-01', '0.10'), row('2026-09-02', '0.20'), row('2026-09-07', '5')];
  const weeks = bucketsOf(rows, '2026-09-01', '2026-11-28');
  expect(weeks.slice(0, 2).map((week) => totalOf(week, (day) => day.total))).toEqual(['0.30', '5']);
});

it('ends axes on round numbers', () => {
  expect([0, 7, 10, 123, 2600, 9999].map(roundUp)).toEqual([1, 8, 10, 150, 3000, 10000]);
});
