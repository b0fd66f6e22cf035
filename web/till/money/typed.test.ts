import { expect, it } from 'vitest';
import { compare, decimalOf, isPositive, isTwoWays, shareOf, times, worthAt } from './typed';

it.each([
  ['2500', 2, '2500.00'],
  ['2 500,5', 2, '2500.50'],
  ['2\u00a0500.50', 2, '2500.50'],
  ['.5', 2, '0.50'],
  ['7.', 2, '7.00'],
  ['007', 2, '7.00'],
  ['2.500,50', 2, '2500.50'],
  ['2,500.5', 2, '2500.50'],
  ['1.234.567', 2, '1234567.00'],
  ['1 234 567,89', 2, '1234567.89'],
  ["1'500", 2, '1500.00'],
  ['12.50', 2, '12.50'],
  ['0.5', 2, '0.50'],
  ['12', 0, '12'],
  ['12.0', 0, '12'],
  ['25.000', 0, '25000'],
  ['1,250,000', 0, '1250000'],
  ['0.125', 3, '0.125'],
  ['1.500', 3, '1.500'],
])('%s with %i decimals is %s', (typed, scale, decimal) => {
  expect(decimalOf(typed, scale)).toBe(decimal);
});

it.each(['', '.', ',', '-5', '1e3', '1.2.3', '1,2,3', '5 €', '0.005', '1234567890123'])(
  '"%s" is no amount of money',
  (typed) => {
    expect(decimalOf(typed, 2)).toBeUndefined();
  },
);

it.each([
  // A thousand and a half, or one and a half with a zero too many? Nobody is asked to pay a guess.
  ['25.000', 2],
  ['1,500', 2],
  ['0.500', 2],
  ['1.234.56', 2],
  ['1,23.456', 2],
  ['1.234,567', 2],
  ['1.2345', 2],
  ['0.125', 0],
  ['2500.000', 0],
  ['1.234.567,', 2],
])('"%s" with %i decimals could be read in two ways, or in none', (typed, scale) => {
  expect(decimalOf(typed, scale)).toBeUndefined();
});

it('says why: thousands, or decimals', () => {
  expect(isTwoWays('25.000')).toBe(true);
  expect(isTwoWays('25.00')).toBe(false);
  expect(isTwoWays('abc')).toBe(false);
});

it('nothing to pay is not positive', () => {
  expect(isPositive('0.00')).toBe(false);
  expect(isPositive(undefined)).toBe(false);
  expect(isPositive('0.01')).toBe(true);
});

it.each([
  ['19.99', '3', '59.97'],
  ['10.00', '0.333', '3.33'],
  ['10.01', '0.5', '5.01'],
  ['1500', '0.5', '750'],
  ['99999999999.99', '999', '99899999999990.01'],
])('%s times %s is %s', (price, quantity, amount) => {
  expect(times(price, quantity)).toBe(amount);
});

it('a share is never more than there is', () => {
  expect(shareOf('10601', 50)).toBe('5300');
  expect(shareOf('0.05', 50)).toBe('0.02');
  expect(shareOf('77', 100)).toBe('77');
});

it('points are money at the rate of a quote', () => {
  expect(worthAt('14818', '10600', '1060.00')).toBe('1481.80');
  expect(worthAt('14818', '0', '1060.00')).toBeUndefined();
  expect(worthAt('2.50', '10', '5.00')).toBe('1.25');
});

it('compares by value and not by text', () => {
  expect(compare('9.00', '10.0')).toBe(-1);
  expect(compare('10', '10.00')).toBe(0);
  expect(compare('0.01', '0')).toBe(1);
});
