import { expect, it } from 'vitest';
import { isSoon, lastDay } from './day';

it('what ends at midnight can be used on the day before, by the clock of the shop', () => {
  expect(lastDay('2026-12-31T21:00:00Z', 'en', 'Europe/Moscow')).toBe('Dec 31, 2026');
  expect(lastDay('2026-12-31T20:00:00Z', 'en', 'Asia/Baku')).toBe('Dec 31, 2026');
  expect(lastDay('2027-01-01T00:00:00Z', 'en', 'UTC')).toBe('Dec 31, 2026');
});

it('an end within the day is that day', () => {
  expect(lastDay('2027-01-05T12:00:00Z', 'en', 'UTC')).toBe('Jan 5, 2027');
});

it('soon is within thirty days', () => {
  const now = Date.parse('2026-11-28T00:00:00Z');
  expect(isSoon('2026-12-20T00:00:00Z', now)).toBe(true);
  expect(isSoon('2027-01-01T00:00:00Z', now)).toBe(false);
});
