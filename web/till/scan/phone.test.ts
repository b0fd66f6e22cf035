import { describe, expect, it } from 'vitest';
import { countryOf } from './countries';
import { e164, isComplete, spoken } from './phone';

const az = countryOf('AZN', 'Asia/Baku');
const ru = countryOf('RUB', 'Europe/Moscow');
const id = countryOf('IDR', 'Asia/Jakarta');
const es = countryOf('EUR', 'Europe/Madrid');

describe('what cashiers type becomes a whole number', () => {
  it.each([
    ['501234567', az, '+994501234567'],
    ['050 123 45 67', az, '+994501234567'],
    ['994501234567', az, '+994501234567'],
    ['+994 50 123 45 67', az, '+994501234567'],
    ['00994501234567', az, '+994501234567'],
    ['9161234567', ru, '+79161234567'],
    ['89161234567', ru, '+79161234567'],
    ['79161234567', ru, '+79161234567'],
    ['8123456789', ru, '+78123456789'],
    ['081234567890', id, '+6281234567890'],
    ['6281234567890', id, '+6281234567890'],
    ['612345678', es, '+34612345678'],
    ['34612345678', undefined, '+34612345678'],
  ])('%s', (typed, country, phone) => {
    expect(e164(typed, country)).toBe(phone);
  });

  it.each([
    ['50123456', az],
    ['5012345678', az],
    ['123', undefined],
    ['', id],
    ['+1', ru],
  ])('%s is none', (typed, country) => {
    expect(e164(typed, country)).toBeUndefined();
  });
});

describe('a number is complete', () => {
  it.each([
    ['501234567', az, true],
    ['50123456', az, false],
    ['0501234567', az, true],
    ['050123456', az, false],
    ['994501234567', az, true],
    ['9161234567', ru, true],
    ['8916123456', ru, false],
    ['89161234567', ru, true],
  ])('%s', (typed, country, whole) => {
    expect(isComplete(typed, country)).toBe(whole);
  });

  it('never where lengths differ, nor with letters', () => {
    expect(isComplete('081234567890', id)).toBe(false);
    expect(isComplete('50123456A', az)).toBe(false);
    expect(isComplete('501234567', undefined)).toBe(false);
  });
});

it('is shown in groups', () => {
  expect(spoken('+994501234567', az)).toBe('+994 50 123 45 67');
  expect(spoken('+79161234567', ru)).toBe('+7 916 123 45 67');
  expect(spoken('+4930123456', az)).toBe('+493 012 34 56');
});
