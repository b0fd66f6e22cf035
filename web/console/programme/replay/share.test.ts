import { expect, it } from 'vitest';
import { differenceOf, partsOf, signOf } from './share';

it('differences keep every digit', () => {
  expect(differenceOf('10.00', '12.50')).toBe('2.50');
  expect(differenceOf('12.50', '10.00')).toBe('-2.50');
  expect(differenceOf('0.05', '0.1')).toBe('0.05');
  expect(differenceOf('7', '7')).toBe('0');
  expect(differenceOf('9007199254740993.01', '9007199254740993.02')).toBe('0.01');
});

it('a difference has a direction', () => {
  expect([signOf('0.00'), signOf('-0.01'), signOf('3')]).toEqual([0, -1, 1]);
});

it('shares are of all members', () => {
  expect(partsOf({ winners: 1, losers: 1, unchanged: 2 }).map((part) => part.share)).toEqual([
    0.25, 0.5, 0.25,
  ]);
  expect(partsOf({ winners: 0, losers: 0, unchanged: 0 }).map((part) => part.share)).toEqual([
    0, 0, 0,
  ]);
});
