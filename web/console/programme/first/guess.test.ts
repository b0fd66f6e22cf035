import { expect, it } from 'vitest';
import { currencies, currencyOf, zones } from './guess';

it.each([
  ['Asia/Baku', ['en-US'], 'AZN'],
  ['Asia/Vladivostok', [], 'RUB'],
  ['America/New_York', ['ru'], 'USD'],
  ['Europe/Berlin', ['en-US'], 'EUR'],
  ['UTC', ['id-ID'], 'IDR'],
  ['UTC', ['en'], 'EUR'],
])('a shop in %s with %j counts in %s', (zone, languages, currency) => {
  expect(currencyOf(zone, languages)).toBe(currency);
});

it('one can choose what the browser said', () => {
  expect(zones('Mars/Base')).toContain('Mars/Base');
  expect(currencies('en').find(({ value }) => value === 'AZN')?.label).toContain('Azerbaijani');
});
