import { expect, it } from 'vitest';
import { addDays, clockText, dayAt, daysIn, isDay, momentOf, startOf } from './calendar';

it('knows days from what only looks like them', () => {
  expect(isDay('2028-02-29')).toBe(true);
  for (const wrong of ['2026-02-29', '2026-13-01', '26-01-01', '', undefined, 20260101]) {
    expect(isDay(wrong), String(wrong)).toBe(false);
  }
});

it('counts over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(daysIn('2026-11-28', '2026-11-28')).toBe(1);
  expect(daysIn('2026-12-25', '2027-01-03')).toBe(10);
});

it('tells the day of the shop, not of the reader', () => {
  const moment = new Date('2026-11-28T21:30:00Z');
  expect(dayAt(moment, 'Europe/Moscow')).toBe('2026-11-29');
  expect(dayAt(moment, 'America/New_York')).toBe('2026-11-28');
});

it('reads and shows the clock of the shop, wherever the reader is', () => {
  const moment = '2027-03-09T21:30:00.000Z';
  expect(clockText(new Date(moment), 'Asia/Baku')).toBe('2027-03-10T01:30');
  expect(momentOf('2027-03-10T01:30', 'Asia/Baku')).toBe(moment);
  expect(momentOf('2027-07-01T12:00', 'Europe/Berlin')).toBe('2027-07-01T10:00:00.000Z');
});

it('begins days where the clock of the shop does', () => {
  expect(startOf('2026-11-29', 'Europe/Moscow')).toBe('2026-11-28T21:00:00.000Z');
  expect(startOf('2026-11-29', 'Asia/Jakarta')).toBe('2026-11-28T17:00:00.000Z');
  expect(startOf('2026-11-29', 'America/New_York')).toBe('2026-11-29T05:00:00.000Z');
});

it('begins days right around a change of the clocks', () => {
  // Berlin changes at three in the morning of these days.
  expect(startOf('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
  expect(startOf('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z');
  expect(startOf('2026-10-25', 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000Z');
  expect(startOf('2026-10-26', 'Europe/Berlin')).toBe('2026-10-25T23:00:00.000Z');
});
