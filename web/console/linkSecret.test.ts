import { expect, it } from 'vitest';
import { secretIn } from './linkSecret';

it('the secret stands behind the #', () => {
  expect(secretIn('#token=abc-DEF_1.2')).toBe('abc-DEF_1.2');
  expect(secretIn('token=abc')).toBe('abc');
});

it('a link without one has none', () => {
  expect(secretIn('')).toBeUndefined();
  expect(secretIn('#token=')).toBeUndefined();
  expect(secretIn('#other=1')).toBeUndefined();
});
