import { expect, it } from 'vitest';
import { wordOf } from './word';

const ru = { name: 'баллы', forms: { one: 'балл', few: 'балла', many: 'баллов', other: 'балла' } };
const en = { name: 'points', forms: { one: 'point', other: 'points' } };

it.each([
  ['1', 'балл'],
  ['21', 'балл'],
  ['3.00', 'балла'],
  ['14818', 'баллов'],
  ['0', 'баллов'],
  ['2.5', 'балла'],
  ['-1', 'балл'],
])('%s in Russian', (amount, word) => {
  expect(wordOf(ru, amount, 'ru')).toBe(word);
});

it('English, and a unit that has one word only', () => {
  expect(wordOf(en, '1.00', 'en')).toBe('point');
  expect(wordOf(en, '12', 'en')).toBe('points');
  expect(wordOf({ name: 'miles' }, '1', 'en')).toBe('miles');
});
