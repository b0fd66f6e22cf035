import { expect, it } from 'vitest';
import { guess, isEnough } from './meaning';

it('takes the importer’s own headings as they are', () => {
  expect(guess(['id', 'balance.points', 'joined'], ['points'])).toEqual([
    'id',
    'balance.points',
    'joined',
  ]);
});

it('understands what shops call them', () => {
  expect(guess(['ФИО', 'Телефон', 'Дата рождения', 'Баллы'], ['points'])).toEqual([
    'name',
    'phone',
    'birthday',
    'balance.points',
  ]);
  expect(guess(['Nama', 'No HP', 'Tanggal lahir'], [])).toEqual(['name', 'phone', 'birthday']);
});

it('gives no meaning twice, and an exact heading comes first', () => {
  expect(guess(['Telefon', 'phone'], [])).toEqual([undefined, 'phone']);
  expect(guess(['Mobile', 'Telephone'], [])).toEqual(['phone', undefined]);
});

it('leaves out what it does not know', () => {
  expect(guess(['Shoe size', 'Balance'], [])).toEqual([undefined, undefined]);
});

it('needs something that leads to a member', () => {
  expect(isEnough(['name', undefined, 'card'])).toBe(true);
  expect(isEnough(['name', 'birthday'])).toBe(false);
});
