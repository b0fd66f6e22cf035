import type { Lot } from '@shared/api/types';
import { expect, it } from 'vitest';
import { expiring, pending } from './lots';

const lot = (remaining: string, more: Partial<Lot> = {}): Lot => ({
  id: remaining,
  unit: 'points',
  remaining,
  state: 'active',
  ...more,
});

it('lots of one day are one line, the nearest day first, what stays last', () => {
  const lots = [
    lot('5'),
    lot('30', { expires_at: '2027-12-31T21:00:00Z' }),
    lot('10', { expires_at: '2026-12-31T21:00:00Z' }),
    lot('0.5', { expires_at: '2026-12-31T21:00:00Z', state: 'held' }),
    lot('2', { unit: 'stars', expires_at: '2026-12-31T21:00:00Z' }),
  ];
  expect(expiring(lots).map(({ unit, amount, at }) => [unit, amount, at?.slice(0, 4)])).toEqual([
    ['points', '10.5', '2026'],
    ['stars', '2', '2026'],
    ['points', '30', '2027'],
    ['points', '5', undefined],
  ]);
});

it('what is pending is told by the day on which it can be used', () => {
  const lots = [
    lot('7', {
      state: 'pending',
      active_at: '2026-12-02T00:00:00Z',
      expires_at: '2028-01-01T00:00:00Z',
    }),
    lot('3', {
      state: 'pending',
      active_at: '2026-12-02T00:00:00Z',
      expires_at: '2028-02-01T00:00:00Z',
    }),
    lot('1'),
  ];
  expect(pending(lots)).toEqual([{ unit: 'points', amount: '10', at: '2026-12-02T00:00:00Z' }]);
  expect(expiring(lots)).toHaveLength(1);
});
