import { expect, it } from 'vitest';
import { difference, isZero, negated, sum } from './decimal';

it('adds what floats would get wrong', () => {
  expect(sum(['0.10', '0.20'])).toBe('0.30');
  expect(sum(['9007199254740993', '1'])).toBe('9007199254740994');
  expect(sum([])).toBe('0');
});

it('keeps the decimals of the most exact part', () => {
  expect(sum(['1', '0.5', '0.005'])).toBe('1.505');
  expect(sum(['-0.01', '0.005'])).toBe('-0.005');
});

it('takes away and turns around', () => {
  expect(difference('10.00', '0.01')).toBe('9.99');
  expect(difference('0.01', '10')).toBe('-9.99');
  expect(negated('-3.50')).toBe('3.50');
  expect(isZero('0.00')).toBe(true);
  expect(isZero('-0.01')).toBe(false);
});

it('refuses what is no decimal', () => {
  expect(() => sum(['1e3'])).toThrow(RangeError);
  expect(() => sum([''])).toThrow(RangeError);
});
