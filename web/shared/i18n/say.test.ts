import { describe, expect, it } from 'vitest';
import { shared as az } from '../texts/az';
import { shared as en } from '../texts/en';
import { shared as id } from '../texts/id';
import { shared as ru } from '../texts/ru';
import { formatsOf } from './format';
import { pick } from './locale';
import { find } from './say';

describe('plural forms', () => {
  it.each([
    [1, 'Ещё 1 устройство'],
    [2, 'Ещё 2 устройства'],
    [5, 'Ещё 5 устройств'],
    [11, 'Ещё 11 устройств'],
    [21, 'Ещё 21 устройство'],
    [104, 'Ещё 104 устройства'],
  ])('%i in Russian', (count, text) => {
    expect(find(ru, 'ru', 'devices.others', { count })).toBe(text);
  });

  it('English has two, Azerbaijani one sound, Indonesian one form', () => {
    expect(find(en, 'en', 'devices.others', { count: 1 })).toBe('1 other device');
    expect(find(en, 'en', 'devices.others', { count: 3 })).toBe('3 other devices');
    expect(find(az, 'az', 'devices.others', { count: 3 })).toBe('Daha 3 cihaz');
    expect(find(id, 'id', 'devices.others', { count: 1 })).toBe('1 perangkat lain');
  });

  it('counts are written the way the language writes them', () => {
    expect(find(en, 'en', 'devices.others', { count: 12_345 })).toBe('12,345 other devices');
    expect(find(id, 'id', 'devices.others', { count: 12_345 })).toBe('12.345 perangkat lain');
  });
});

it('what is filled in stays what it is', () => {
  expect(find({ a: '{who} and {who}: {other}' }, 'en', 'a', { who: '{other} $& <b>' })).toBe(
    '{other} $& <b> and {other} $& <b>: {other}',
  );
});

it('there is nothing for a text that does not exist', () => {
  expect(find(en, 'en', 'title:of.tomorrow')).toBeUndefined();
});

it('the best language of the browser that we have is picked', () => {
  expect(pick(['de-DE', 'az-Latn-AZ', 'en'])).toBe('az');
  expect(pick(['ID'])).toBe('id');
  expect(pick(['fr', 'de'])).toBe('en');
  expect(pick([])).toBe('en');
});

it('amounts keep every digit', () => {
  const { amount, money } = formatsOf('en');
  expect(amount('12345678901234567890.12')).toBe('12,345,678,901,234,567,890.12');
  expect(amount('5', 2)).toBe('5.00');
  expect(money('1234567.80', 'AZN')).toContain('1,234,567.80');
});
