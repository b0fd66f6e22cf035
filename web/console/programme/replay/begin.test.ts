import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { begin } from './begin';

const keys: (string | null)[] = [];
let answers: (() => Response)[] = [];

const replay = () => new Response(JSON.stringify({ id: 'rpl_1', state: 'running' }));
const refusal = () => new Response(JSON.stringify({ code: 'replay.busy' }), { status: 409 });
const lost = () => {
  throw new TypeError('failed to fetch');
};

beforeEach(() => {
  vi.useFakeTimers();
  keys.length = 0;
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get('idempotency-key'));
    return (answers.shift() ?? lost)();
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function run(document: string, turn: number): Promise<void> {
  const begun = begin(document, turn).catch(() => {});
  await vi.runAllTimersAsync();
  await begun;
}

it('a lost answer begins no second replay, however often it is asked for', async () => {
  answers = [];
  await run('a', 0);
  answers = [replay];
  await run('a', 0);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
});

it('another look, another text, and one after an answer are replays of their own', async () => {
  answers = [replay, replay, replay, refusal, replay];
  await run('b', 0);
  await run('b', 0);
  await run('b', 1);
  await run('c', 1);
  await run('c', 1);
  expect(new Set(keys).size).toBe(5);
});
