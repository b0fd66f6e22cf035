import { expect, it } from 'vitest';
import { growth, readLongPeriod, readPeriod, spanOf } from './period';

it('reads periods from an address, and nothing from nonsense', () => {
  expect(readPeriod({ period: '7d', other: 1 })).toEqual({ period: '7d' });
  expect(readPeriod({ period: 'toString' })).toEqual({});
  expect(readPeriod({ period: 'own', from: '2026-01-01', until: '2026-01-31' })).toEqual({
    period: 'own',
    from: '2026-01-01',
    until: '2026-01-31',
  });
  expect(readPeriod({ period: 'own', from: '2026-02-01', until: '2026-01-31' })).toEqual({});
  expect(readPeriod({ period: 'own', from: 'x', until: '2026-01-31' })).toEqual({});
});

it('ends today, and today counts', () => {
  expect(spanOf({ period: '7d' }, '2026-11-28')).toEqual({
    from: '2026-11-22',
    until: '2026-11-28',
  });
  expect(spanOf({}, '2026-11-28').from).toBe('2026-10-30');
});

it('keeps days of one’s own', () => {
  const own = { period: 'own', from: '2026-01-01', until: '2026-01-31' } as const;
  expect(spanOf(own, '2026-11-28')).toEqual({ from: '2026-01-01', until: '2026-01-31' });
});

it('compares with before, unless that was nothing', () => {
  expect(growth('110', '100')).toBeCloseTo(0.1);
  expect(growth(50, 100)).toBeCloseTo(-0.5);
  expect(growth('5', '0.00')).toBeUndefined();
});

it('goes back to the beginning only where nothing is compared', () => {
  expect(readPeriod({ period: 'all' })).toEqual({});
  expect(readLongPeriod({ period: 'all', from: '2026-01-01' })).toEqual({ period: 'all' });
  expect(readLongPeriod({ period: '7d' })).toEqual({ period: '7d' });
  // As many days as a report reads at most.
  expect(spanOf({ period: 'all' }, '2026-11-28')).toEqual({
    from: '2016-11-21',
    until: '2026-11-28',
  });
});
