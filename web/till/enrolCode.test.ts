import { expect, it } from 'vitest';
import { codeIn, isWhole, written } from './enrolCode';

it.each([
  ['12345678', '1234-5678'],
  [' 1234 5678 ', '1234-5678'],
  ['1234-5678-9', '1234-5678'],
  ['1234', '1234'],
  ['12345', '1234-5'],
])('%s is written %s', (typed, code) => {
  expect(written(typed)).toBe(code);
});

it('only eight digits are whole', () => {
  expect(isWhole('1234-567')).toBe(false);
  expect(isWhole('1234-5678')).toBe(true);
});

it('the code of an address is taken from behind its #, as if it had been typed', () => {
  expect(codeIn('#code=1234-5678')).toBe('1234-5678');
  expect(codeIn('#code=<b>12')).toBe('12');
  expect(codeIn('')).toBe('');
});
