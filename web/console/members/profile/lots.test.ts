import type { Lot } from '@shared/api/types';
import { expect, it } from 'vitest';
import { portionsOf } from './lots';

const lot = (id: string, remaining: string, rest: Partial<Lot> = {}): Lot => ({
  id,
  unit: 'points',
  remaining,
  state: 'active',
  ...rest,
});

it('adds up what ends together', () => {
  const ends = { expires_at: '2027-12-31T21:00:00Z' };
  expect(portionsOf([lot('2.1', '1.5', ends), lot('7.2', '0.25', ends)])).toEqual([
    {
      unit: 'points',
      state: 'active',
      until: '2027-12-31T21:00:00Z',
      amount: '1.75',
      sequences: [2, 7],
    },
  ]);
});

it('keeps units and states apart', () => {
  const lots = [
    lot('1.1', '1'),
    lot('1.2', '1', { unit: 'stars' }),
    lot('1.3', '1', { state: 'held' }),
  ];
  expect(portionsOf(lots)).toHaveLength(3);
});

it('puts what ends first first, and what never ends last', () => {
  const lots = [
    lot('1.1', '1'),
    lot('2.1', '2', { expires_at: '2027-06-01T00:00:00+03:00' }),
    lot('3.1', '3', { expires_at: '2027-05-31T20:00:00Z' }),
  ];
  expect(portionsOf(lots).map((portion) => portion.amount)).toEqual(['3', '2', '1']);
});
