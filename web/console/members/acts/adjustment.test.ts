import { expect, it } from 'vitest';
import { amountOf, isWaiting } from './adjustment';

it('reads amounts as people type them', () => {
  expect(amountOf('1 200', 'give', 0, 'en')).toBe('1200');
  expect(amountOf('12,5', 'give', 2, 'en')).toBe('12.5');
  expect(amountOf('100', 'take', 0, 'en')).toBe('-100');
});

it('refuses what is no amount of the unit', () => {
  for (const text of ['', '0', '0.00', '-5', '1e3', '1,2,3', 'ten', '.5']) {
    expect(amountOf(text, 'give', 2, 'en'), text).toBeUndefined();
  }
  expect(amountOf('1.5', 'give', 0, 'en')).toBeUndefined();
  expect(amountOf('1,200', 'give', 2, 'en')).toBeUndefined();
});

it('tells a request from what was booked', () => {
  expect(isWaiting({ approval: { id: 'apr_1' } })).toBe(true);
  expect(isWaiting({ entry: 'ent_1', effects: [] })).toBe(false);
  expect(isWaiting(undefined)).toBe(false);
});
