import { expect, it } from 'vitest';
import { NOTHING, printed, storesOf, today, totalOf } from './printed';

const whole = { store: ' S1 ', till: '', day: '2026-05-03', number: ' 000123', total: '43,50' };

it('a receipt is sent as it is printed, without what is not', () => {
  const receipt = {
    store: 'S1',
    business_date: '2026-05-03',
    number: '000123',
    total: '43.50',
  };
  expect(printed(whole, 2, 'en')).toEqual(receipt);
  expect(printed({ ...whole, till: '7' }, 2, 'en')).toEqual({ ...receipt, till: '7' });
});

it.each(['store', 'day', 'number', 'total'] as const)('without the %s nothing is sent', (part) => {
  expect(printed({ ...whole, [part]: '' }, 2, 'en')).toBeUndefined();
  expect(printed(NOTHING, 2, 'en')).toBeUndefined();
});

it.each([
  ['43.50', 2, '43.50'],
  ['1 234,5', 2, '1234.5'],
  ['45000', 0, '45000'],
  ['45.5', 0, undefined],
  ['0', 2, undefined],
  ['-5', 2, undefined],
  ['five', 2, undefined],
])('the total %s of money with %s decimals is %s', (typed, scale, total) => {
  expect(totalOf(typed, scale, 'en')).toBe(total);
});

it('each store is there once, the latest first', () => {
  expect(storesOf(['b', 'a', 'b'].map((store) => ({ store })))).toEqual(['b', 'a']);
});

it('today is the day of the shop', () => {
  const late = Date.parse('2026-05-03T22:30:00Z');
  expect(today(late, 'Asia/Baku')).toBe('2026-05-04');
  expect(today(late, 'UTC')).toBe('2026-05-03');
});
