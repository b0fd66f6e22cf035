import { expect, it } from 'vitest';
import { find } from '../i18n/say';
import type { Locale } from '../i18n/types';
import { shared as az } from '../texts/az';
import { shared as en } from '../texts/en';
import { shared as id } from '../texts/id';
import { shared as ru } from '../texts/ru';
import { type Speech, said, saidToHave } from './said';

const TEXTS = { en, ru, az, id };
const speech = (locale: Locale): Speech => ({
  locale,
  t: ((key: string, values: Record<string, string | number>) =>
    find(TEXTS[locale], locale, key, values)) as Speech['t'],
});
const card = { name: 'Coffee card', kind: 'stamps', card: 10 };

it.each([
  ['en', '1', 'Coffee card: 1 stamp'],
  ['en', '3', 'Coffee card: 3 stamps'],
  ['ru', '1', 'Coffee card: 1 штамп'],
  ['ru', '3', 'Coffee card: 3 штампа'],
  ['ru', '5', 'Coffee card: 5 штампов'],
  ['az', '3', 'Coffee card: 3 möhür'],
  ['id', '3', 'Coffee card: 3 stempel'],
] as const)('stamps are counted by their card, in %s', (locale, amount, text) => {
  expect(said(speech(locale), card, amount, amount)).toBe(text);
});

it.each([
  ['en', 10, 'Coffee card: 3 of 10 stamps'],
  ['ru', 10, 'Coffee card: 3 из 10 штампов'],
  ['ru', 21, 'Coffee card: 3 из 21 штампа'],
  ['az', 10, 'Coffee card: 10 möhürdən 3'],
  ['id', 10, 'Coffee card: 3 dari 10 stempel'],
] as const)('what is on a card, in %s of %i', (locale, size, text) => {
  expect(saidToHave(speech(locale), { ...card, card: size }, '3', '3')).toBe(text);
});

it('signs stand with the number, and other units follow it', () => {
  expect(said(speech('en'), card, '-1', '−1')).toBe('Coffee card: −1 stamp');
  const points = { name: 'points', kind: 'points', forms: { one: 'point', other: 'points' } };
  expect(said(speech('en'), points, '1', '+1')).toBe('+1 point');
  expect(saidToHave(speech('en'), { name: 'points' }, '1200', '1,200')).toBe('1,200 points');
  expect(saidToHave(speech('en'), { ...card, card: null }, '3', '3')).toBe('Coffee card: 3 stamps');
});
