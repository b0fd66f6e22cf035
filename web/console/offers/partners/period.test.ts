import { describe, expect, it } from 'vitest';
import { firstDay, kindOf, periodAt, shifted } from './period';

describe('periods', () => {
  it.each([
    ['day', '2027-03-01', '2027-02-28', '2027-03-02'],
    ['week', '2026-W53', '2026-W52', '2027-W01'],
    ['month', '2026-12', '2026-11', '2027-01'],
    ['quarter', '2026-Q4', '2026-Q3', '2027-Q1'],
    ['year', '2026', '2025', '2027'],
  ] as const)('%s: %s stands between %s and %s', (kind, period, before, after) => {
    expect(kindOf(period)).toBe(kind);
    expect(shifted(period, -1)).toBe(before);
    expect(shifted(period, 1)).toBe(after);
    expect(periodAt(kind, firstDay(period))).toBe(period);
  });

  it('weeks at the turn of a year belong where most of their days are', () => {
    expect(periodAt('week', '2027-01-03')).toBe('2026-W53');
    expect(periodAt('week', '2027-01-04')).toBe('2027-W01');
    expect(firstDay('2026-W53')).toBe('2026-12-28');
  });

  it('what is no period has no kind', () => {
    expect(kindOf('2026-Q5')).toBeUndefined();
    expect(kindOf('yesterday')).toBeUndefined();
  });
});
