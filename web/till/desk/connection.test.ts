import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Connection } from './connection';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(answers: boolean[]) {
  const seen: string[] = [];
  let attempts = 0;
  const connection = new Connection(
    async () => {
      attempts += 1;
      return answers.shift() ?? false;
    },
    () => seen.push(connection.reach),
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
  const { connection, seen, attempts } = watched([false, false, true]);
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
  const { connection, seen } = watched([true]);
  connection.failed();
  await connection.tryNow();
  expect(seen).toEqual(['down', 'up']);
});
