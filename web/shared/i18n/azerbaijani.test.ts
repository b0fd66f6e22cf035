import { describe, expect, it } from 'vitest';
import { datesLike, numbersLike } from './azerbaijani';

const DATES: Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'medium' },
  { dateStyle: 'long' },
  { dateStyle: 'medium', timeStyle: 'short' },
  { day: 'numeric', month: 'short' },
  { month: 'short' },
  { month: 'long', year: 'numeric' },
  { weekday: 'long' },
  { weekday: 'short' },
];

const NUMBERS: Intl.NumberFormatOptions[] = [
  {},
  { style: 'percent', maximumFractionDigits: 1 },
  { style: 'currency', currency: 'AZN', currencyDisplay: 'narrowSymbol' },
  { style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 },
  { notation: 'compact' },
];

/** Here `Intl` is complete: what it says is what browsers should have said. */
it('knows Azerbaijani where the tests run', () => {
  expect(new Intl.DateTimeFormat('az', { month: 'long' }).format(0)).toBe('yanvar');
});

describe.each(DATES)('dates as %o', (asked) => {
  const options = { ...asked, timeZone: 'UTC' };
  const ours = datesLike(new Intl.DateTimeFormat('en-GB', options), options);
  const right = new Intl.DateTimeFormat('az', options);

  it.each(Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 5 + month))))(
    'are written like any other: %s',
    (day) => expect(ours.format(day)).toBe(right.format(day)),
  );
});

it('days from one to another are written like any other', () => {
  const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  const ours = datesLike(new Intl.DateTimeFormat('en-GB', options), options);
  const [from, until] = [new Date('2026-09-09T00:00:00Z'), new Date('2026-10-28T00:00:00Z')];
  const right = new Intl.DateTimeFormat('az', options).formatRange(from, until);
  expect(ours.formatRange(from, until)).toBe(right);
});

it.each(NUMBERS)('numbers as %o are written like any other', (options) => {
  const like = new Intl.NumberFormat(numbersLike(options), options);
  const right = new Intl.NumberFormat('az', options);
  for (const number of [0, 0.125, 12, 41_234.5, -7]) {
    expect(like.format(number)).toBe(right.format(number));
  }
});
