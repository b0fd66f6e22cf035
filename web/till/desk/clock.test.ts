import { expect, it, vi } from 'vitest';
import { Clock, receiptNumber } from './clock';
import { LATE, within } from './patience';

const NOON = Date.parse('2026-11-28T12:00:00Z');

it('a clock that is ahead is put right by what the server says', () => {
  const clock = new Clock(() => NOON + 600_000);
  clock.learn('2026-11-28T12:00:00Z');
  expect(clock.now().toISOString()).toBe('2026-11-28T12:00:00.000Z');
});

it('what is known of the clock outlives the page', () => {
  const device = () => NOON + 600_000;
  let kept = 0;
  new Clock(device, kept, (ahead) => {
    kept = ahead;
  }).learn('2026-11-28T12:00:00Z');
  expect(new Clock(device, kept).now().toISOString()).toBe('2026-11-28T12:00:00.000Z');
});

it('the way of an answer is no difference', () => {
  const clock = new Clock(() => NOON + 300);
  clock.learn('2026-11-28T12:00:00Z');
  expect(clock.now().getTime()).toBe(NOON + 300);
  clock.learn('yesterday');
  expect(clock.now().getTime()).toBe(NOON + 300);
});

it('receipts have the time of day in their number', () => {
  const at = new Date(2026, 10, 28, 9, 5, 7);
  expect(receiptNumber(at, new Uint8Array([0, 8, 31, 32]))).toBe('090507-2AZ2');
});

it('patience ends, and what it waited for goes on', async () => {
  vi.useFakeTimers();
  let answer: (text: string) => void = () => {};
  const asked = new Promise<string>((resolve) => {
    answer = resolve;
  });
  const waited = within(asked, 800);
  await vi.advanceTimersByTimeAsync(799);
  const state = await Promise.race([waited, Promise.resolve('waiting')]);
  expect(state).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(await waited).toBe(LATE);
  answer('still');
  expect(await asked).toBe('still');
  vi.useRealTimers();
});

it('what comes in time is taken, failures too', async () => {
  expect(await within(Promise.resolve('now'), 800)).toBe('now');
  await expect(within(Promise.reject(new Error('no')), 800)).rejects.toThrow('no');
});
