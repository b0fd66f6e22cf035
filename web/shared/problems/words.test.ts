import { describe, expect, it } from 'vitest';
import type { Texts } from '../i18n/say';
import { inOneLine, saidOf } from './said';
import { loadProblems, ProblemWords } from './words';

const EXPIRED = {
  code: 'coupon.expired',
  title: 'This coupon has expired.',
  hint: 'Look for another offer.',
};
const nothing = () => undefined;

describe('what is said of a problem', () => {
  it('is in the language of the page', async () => {
    const said = saidOf(EXPIRED, nothing, await loadProblems('ru'));
    expect(said.title).toBe('Срок купона истёк');
  });

  it('is what the server said as long as there are no words', () => {
    expect(saidOf(EXPIRED, nothing, undefined)).toEqual({
      title: 'This coupon has expired.',
      hint: 'Look for another offer.',
    });
  });

  it('is what a newer server said of a code that this page does not know', async () => {
    const told = { code: 'of.tomorrow', title: 'New.', hint: 'Wait.' };
    const said = saidOf(told, nothing, await loadProblems('az'));
    expect(said).toEqual({ title: 'New.', hint: 'Wait.' });
  });

  it('is what the app says, where it knows better who reads it', async () => {
    const own: Texts = { 'hint:coupon.expired': 'Take it off the receipt.' };
    const said = saidOf(EXPIRED, (key) => own[key], await loadProblems('en'));
    expect(said).toEqual({ title: 'The coupon has expired', hint: 'Take it off the receipt.' });
  });
});

it('in one line a title ends before the next sentence begins', () => {
  expect(inOneLine('The coupon has expired', ['Look around.'])).toBe(
    'The coupon has expired. Look around.',
  );
  expect(inOneLine('This coupon has expired.', ['A', 'B'])).toBe('This coupon has expired. A B');
});

describe('the words', () => {
  it('are fetched once for all that ask, who are told when they are there', async () => {
    let times = 0;
    const words = new ProblemWords(async (locale) => {
      times += 1;
      return { 'title:busy': locale };
    });
    let told = 0;
    const leave = words.subscribe(() => {
      told += 1;
    });
    expect(words.of('id')).toBeUndefined();
    await Promise.all([words.fetch('id'), words.fetch('id')]);
    await words.fetch('id');
    expect([times, told]).toEqual([1, 1]);
    expect(words.of('id')).toEqual({ 'title:busy': 'id' });
    leave();
    await words.fetch('az');
    expect([times, told]).toEqual([2, 1]);
    expect(words.of('id')).toEqual({ 'title:busy': 'id' });
  });

  it('that could not be fetched are fetched with the next problem', async () => {
    let isReachable = false;
    const words = new ProblemWords(async () => {
      if (!isReachable) throw new TypeError('failed to fetch');
      return { 'title:busy': 'there' };
    });
    await words.fetch('ru');
    expect(words.of('ru')).toBeUndefined();
    isReachable = true;
    await words.fetch('ru');
    expect(words.of('ru')).toEqual({ 'title:busy': 'there' });
  });
});
