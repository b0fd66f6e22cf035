import { describe, expect, it } from 'vitest';
import { moneyScale, typedDecimal } from './typed';

describe('amounts as people type them', () => {
  it.each([
    ['1 234,50', '1234.50'],
    ['1\u00a0234\u202f567.5', '1234567.5'],
    ['−7', '-7'],
    ['-0,5', '-0.5'],
    ['1500', '1500'],
    [' 12.5 ', '12.5'],
    ['007', '7'],
  ])('%s is %s', (text, decimal) => {
    expect(typedDecimal(text, 2, 'en')).toBe(decimal);
    expect(typedDecimal(text, 2, 'ru')).toBe(decimal);
  });

  it.each(['', '-', 'ten', '1e3', '.5', '5.', '1,2,3', '1,234.50', '1.234,50', '1.234.567'])(
    '%s is none',
    (text) => {
      for (const locale of ['en', 'ru'] as const) {
        expect(typedDecimal(text, 3, locale)).toBeUndefined();
      }
    },
  );

  it('has no more decimals than there are', () => {
    expect(typedDecimal('1.5', 0, 'en')).toBeUndefined();
    expect(typedDecimal('1.255', 2, 'en')).toBeUndefined();
    expect(typedDecimal('1234567890123456', 0, 'en')).toBeUndefined();
  });
});

describe('what can be a thousand times more', () => {
  it('is refused where no amount has three decimals', () => {
    for (const text of ['1,234', '1.234', '-12,345', '999.999']) {
      for (const locale of ['en', 'ru', 'az', 'id'] as const) {
        expect(typedDecimal(text, 2, locale), `${text} ${locale}`).toBeUndefined();
      }
    }
  });

  it('is read only with the sign that the language has for decimals', () => {
    expect(typedDecimal('1.234', 3, 'en')).toBe('1.234');
    expect(typedDecimal('1,234', 3, 'en')).toBeUndefined();
    for (const locale of ['ru', 'az', 'id'] as const) {
      expect(typedDecimal('1,234', 3, locale)).toBe('1.234');
      expect(typedDecimal('1.234', 3, locale)).toBeUndefined();
    }
  });

  it('is no question where no thousands can be meant', () => {
    expect(typedDecimal('0,125', 3, 'en')).toBe('0.125');
    expect(typedDecimal('1234.567', 3, 'ru')).toBe('1234.567');
    expect(typedDecimal('1.2345', 4, 'id')).toBe('1.2345');
  });
});

it('money has the decimals of its currency', () => {
  expect(moneyScale('EUR')).toBe(2);
  expect(moneyScale('JPY')).toBe(0);
  expect(moneyScale('KWD')).toBe(3);
  expect(moneyScale('')).toBe(2);
});
