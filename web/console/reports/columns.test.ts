import type { DayRow } from '@shared/api/types';
import { expect, it } from 'vitest';
import { bucketsOf } from './buckets';
import { columnsOf, readDays, sinceFirst, stepOfTable, toldOf } from './columns';

const row = (day: string, change: Partial<DayRow> = {}): DayRow => ({
  day,
  joined: 0,
  active: 0,
  receipts: 0,
  member_receipts: 0,
  total: '0.00',
  member_total: '0.00',
  discount: '0.00',
  returns: 0,
  refunded: '0.00',
  units: [],
  ...change,
});
const points = (expired: string) => [{ unit: 'points', issued: '0', spent: '0', expired }];

it('reads the column, the unit and the period, and nothing from nonsense', () => {
  expect(readDays({ period: 'all', column: 'expired', unit: 'points' })).toEqual({
    period: 'all',
    column: 'expired',
    unit: 'points',
  });
  expect(readDays({ column: 'toString', unit: ['points'] })).toEqual({});
  expect(readDays({ unit: 1 })).toEqual({ unit: '1' });
});

it('the column behind the figure stands first, and none is lost', () => {
  expect(columnsOf(true, 'expired')[0]).toBe('expired');
  expect(columnsOf(true, 'expired').toSorted()).toEqual(columnsOf(true).toSorted());
  expect(columnsOf(true)[0]).toBe('receipts');
});

it('without a unit there are no columns of one', () => {
  expect(columnsOf(false, 'expired')).toEqual(columnsOf(false));
  expect(columnsOf(false)).not.toContain('expired');
});

it('lines tell of their unit, and add up', () => {
  const rows = [
    row('2026-11-01', { total: '1.10', units: points('7') }),
    row('2026-11-02', { total: '2.20', units: points('5') }),
  ];
  const [month] = bucketsOf(rows, '2026-11-01', '2026-11-02', 'month');
  if (!month) throw new Error('there is one month');
  expect(toldOf(month, 'total', undefined)).toBe('3.30');
  expect(toldOf(month, 'expired', 'points')).toBe('12');
  expect(toldOf(month, 'expired', 'tickets')).toBe('0');
});

it('who was active on several days is not counted twice', () => {
  const rows = [row('2026-11-01', { active: 1 }), row('2026-11-02', { active: 1 })];
  const days = bucketsOf(rows, '2026-11-01', '2026-11-02', 'day');
  expect(days.map((day) => toldOf(day, 'active', undefined))).toEqual(['1', '1']);
  const [month] = bucketsOf(rows, '2026-11-01', '2026-11-02', 'month');
  expect(month && toldOf(month, 'active', undefined)).toBeUndefined();
});

it('everything begins where something happened, and quiet days after it stay', () => {
  const rows = [
    row('2026-11-01', { units: points('0') }),
    row('2026-11-02', { units: points('3') }),
    row('2026-11-03'),
  ];
  expect(sinceFirst(rows).map(({ day }) => day)).toEqual(['2026-11-02', '2026-11-03']);
  expect(sinceFirst([row('2026-11-01')])).toEqual([]);
});

it('a year is told by day, more by month', () => {
  expect(stepOfTable(366)).toBe('day');
  expect(stepOfTable(367)).toBe('month');
});
