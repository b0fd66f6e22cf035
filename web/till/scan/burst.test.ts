import { expect, it } from 'vitest';
import { Burst } from './burst';

/** Feeds keys at a pace, and gives what the last one brought. */
function feed(burst: Burst, keys: string[], pace: number, start = 0) {
  let found: ReturnType<Burst['key']>;
  keys.forEach((key, at) => {
    found = burst.key(key, start + at * pace);
  });
  return found;
}

it('a scanner is recognised by its pace', () => {
  expect(feed(new Burst(), [...'4006381333931', 'Enter'], 8)?.text).toBe('4006381333931');
});

it('one key that a busy device delays does not tear a scan apart', () => {
  const burst = new Burst();
  burst.key('4', 0);
  expect(feed(burst, [...'006381333931', 'Enter'], 8, 110)?.text).toBe('4006381333931');
});

it('fingers are not', () => {
  expect(feed(new Burst(), [...'4006381333931', 'Enter'], 120)).toBeUndefined();
});

it('what stood in the field before the burst does not belong to it', () => {
  const burst = new Burst();
  feed(burst, [...'25'], 200);
  expect(feed(burst, [...'SPRING10', 'Enter'], 5, 5000)?.text).toBe('SPRING10');
});

it('Shift belongs to a scan, Backspace does not', () => {
  expect(feed(new Burst(), ['Shift', 'T', '1', '.', 'a', 'b', 'c', 'Enter'], 5)?.text).toBe(
    'T1.abc',
  );
  expect(feed(new Burst(), [...'123', 'Backspace', ...'456', 'Enter'], 5)).toBeUndefined();
});

it('quick typing of a short amount is no scan', () => {
  expect(feed(new Burst(), [...'2500', 'Enter'], 30)).toBeUndefined();
});

it('two scans after each other are two', () => {
  const burst = new Burst();
  feed(burst, [...'4006381333931', 'Enter'], 5);
  expect(feed(burst, [...'SPRING10', 'Enter'], 5, 300)?.text).toBe('SPRING10');
});

it('Enter long after the keys is a person who presses it', () => {
  const burst = new Burst();
  feed(burst, [...'4006381333931'], 5);
  expect(burst.key('Enter', 2000)).toBeUndefined();
});
