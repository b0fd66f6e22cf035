import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sent } from '../offline/outcome';
import { Connection } from './connection';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(answers: Sent[], isOwing = () => false) {
  const seen: string[] = [];
  let attempts = 0;
  const connection = new Connection(
    async () => {
      attempts += 1;
      return answers.shift() ?? 'none';
    },
    () => seen.push(connection.reach),
    isOwing,
  );
  return { connection, seen, attempts: () => attempts };
}

it('asks nothing while all is well', async () => {
  const { connection, attempts } = watched([]);
  connection.answered();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempts()).toBe(0);
});

it('tries again after a failure until there is an answer', async () => {
  const { connection, seen, attempts } = watched(['none', 'none', 'all']);
  connection.failed();
  await vi.advanceTimersByTimeAsync(2000 + 4000 + 8000);
  expect(attempts()).toBe(3);
  expect(seen).toEqual(['down', 'up']);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempts()).toBe(3);
});

it('pauses grow, but only so far', async () => {
  const { connection, attempts } = watched([]);
  connection.failed();
  await vi.advanceTimersByTimeAsync(2000 + 4000 + 8000 + 16_000 + 30_000 + 30_000);
  expect(attempts()).toBe(6);
});

it('a late answer is slow, and slow is not down', async () => {
  const { connection, seen } = watched([]);
  connection.late();
  connection.answered();
  expect(seen).toEqual(['slow', 'up']);
});

it('tries at once when asked to', async () => {
  const { connection, seen } = watched(['all']);
  connection.failed();
  await connection.tryNow();
  expect(seen).toEqual(['down', 'up']);
});

it('an answer after a late one sends what still waits', async () => {
  const waiting = ['1'];
  const { connection, attempts } = watched(['all'], () => waiting.length > 0);
  connection.late();
  connection.answered();
  waiting.pop();
  await vi.advanceTimersByTimeAsync(0);
  expect(attempts()).toBe(1);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempts()).toBe(1);
});

it('while something waits there is always another attempt', async () => {
  const { connection, seen, attempts } = watched(['some', 'some', 'all'], () => attempts() < 3);
  connection.answered();
  await vi.advanceTimersByTimeAsync(1000);
  connection.answered();
  await vi.advanceTimersByTimeAsync(1000 + 4000 + 8000);
  expect(attempts()).toBe(3);
  expect(seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempts()).toBe(3);
});

it('what comes in during an attempt is not forgotten', async () => {
  let isOwing = true;
  const { connection, attempts } = watched(['all', 'all'], () => isOwing);
  const first = connection.tryNow();
  expect(connection.tryNow()).toBe(first);
  await first;
  await vi.advanceTimersByTimeAsync(1999);
  expect(attempts()).toBe(1);
  isOwing = false;
  await vi.advanceTimersByTimeAsync(1);
  expect(attempts()).toBe(2);
});
