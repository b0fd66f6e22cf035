import type { Basket } from '@shared/api/types';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveQuote, type Question } from './liveQuote';

interface Asked {
  amount: string;
  signal: AbortSignal;
  answer: (payable: string) => void;
  refuse: (status?: number) => void;
  fail: () => void;
}
let asked: Asked[] = [];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as Basket;
    return new Promise<Response>((resolve, reject) => {
      const signal = init.signal as AbortSignal;
      signal.addEventListener('abort', () => reject(signal.reason));
      asked.push({
        amount: body.lines[0]?.amount ?? '',
        signal,
        answer: (payable) =>
          resolve(new Response(JSON.stringify({ at: 'x', totals: { payable }, effects: [] }))),
        refuse: (status = 422) =>
          resolve(
            new Response(JSON.stringify({ code: 'some.code', title: 'No.', hint: '' }), { status }),
          ),
        fail: () => reject(new TypeError('failed to fetch')),
      });
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const question = (amount: string): Question => ({
  basket: { store: { id: 'main' }, lines: [{ sku: 'amount', amount }] },
});

function quoting() {
  const reports = { answered: vi.fn(), late: vi.fn(), failed: vi.fn() };
  const live = new LiveQuote(() => {}, reports);
  return { live, reports };
}
const payable = (live: LiveQuote) =>
  live.preview.kind === 'quoted' ? live.preview.quote.totals.payable : live.preview.kind;

it('asks once when somebody types quickly', async () => {
  const { live } = quoting();
  for (const amount of ['2', '25', '250']) live.want(question(amount), false);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.map((one) => one.amount)).toEqual(['250']);
  asked[0]?.answer('225');
  await vi.advanceTimersByTimeAsync(0);
  expect(payable(live)).toBe('225');
});

it('a newer question ends the older one, whose answer counts no more', async () => {
  const { live } = quoting();
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(200);
  live.want(question('250'), false);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[1]?.answer('225');
  asked[0]?.answer('22.50');
  await vi.advanceTimersByTimeAsync(0);
  expect(payable(live)).toBe('225');
});

it('asks nothing while nothing changes', async () => {
  const { live } = quoting();
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(200);
  asked[0]?.answer('22.50');
  await vi.advanceTimersByTimeAsync(0);
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});

it('goes on alone after 800 ms, and takes the answer when it comes', async () => {
  const { live, reports } = quoting();
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(120 + 799);
  expect(live.preview.kind).toBe('asking');
  await vi.advanceTimersByTimeAsync(1);
  expect(live.preview.kind).toBe('alone');
  expect(reports.late).toHaveBeenCalledOnce();
  await live.settled();
  asked[0]?.answer('22.50');
  await vi.advanceTimersByTimeAsync(0);
  expect(payable(live)).toBe('22.50');
});

it('without a network it goes on alone at once', async () => {
  const { live, reports } = quoting();
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(120);
  asked[0]?.fail();
  await vi.advanceTimersByTimeAsync(0);
  expect(live.preview.kind).toBe('alone');
  expect(reports.failed).toHaveBeenCalledOnce();
  live.want(question('250'), true);
  expect(live.preview.kind).toBe('alone');
  expect(asked).toHaveLength(1);
});

it('asks when the network is back', async () => {
  const { live } = quoting();
  live.want(question('25'), true);
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toHaveLength(1);
});

it('what was quoted stays when the network goes', async () => {
  const { live } = quoting();
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(200);
  asked[0]?.answer('22.50');
  await vi.advanceTimersByTimeAsync(0);
  live.want(question('25'), true);
  expect(payable(live)).toBe('22.50');
});

it.each([
  ['a coupon', { codes: ['SPRING'] }],
  ['a certificate', { certificates: [{ code: 'GIFT' }] }],
  ['units that nobody reserved', { burns: [{ unit: 'points' }] }],
])('with %s in it, it is the full price when the network goes', async (_, more) => {
  const { live } = quoting();
  const asking = { basket: { ...question('25').basket, ...more } };
  live.want(asking, false);
  await vi.advanceTimersByTimeAsync(200);
  asked[0]?.answer('22.50');
  await vi.advanceTimersByTimeAsync(0);
  live.want(asking, true);
  expect(live.preview.kind).toBe('alone');
});

it('reserved units still pay when the network goes', async () => {
  const { live } = quoting();
  const burns = [{ unit: 'points', hold: 'hld_1' }];
  const asking = { basket: { ...question('25').basket, burns } };
  live.want(asking, false);
  await vi.advanceTimersByTimeAsync(200);
  asked[0]?.answer('22.50');
  await vi.advanceTimersByTimeAsync(0);
  live.want(asking, true);
  expect(payable(live)).toBe('22.50');
});

it('a price bears the basket that it is the price of', async () => {
  const { live } = quoting();
  const { basket } = question('25');
  live.want({ basket: { ...basket, burns: [{ unit: 'points' }] }, unpaid: basket }, false);
  await vi.advanceTimersByTimeAsync(200);
  asked[0]?.refuse();
  await vi.advanceTimersByTimeAsync(0);
  asked[1]?.answer('25.00');
  await vi.advanceTimersByTimeAsync(0);
  expect(live.preview.kind === 'quoted' && live.preview.basket).toEqual(basket);
});

it('a server that answers with a fault of its own is there', async () => {
  const { live, reports } = quoting();
  live.want(question('25'), false);
  await vi.advanceTimersByTimeAsync(120);
  asked[0]?.refuse(500);
  await vi.advanceTimersByTimeAsync(0);
  expect(live.preview.kind).toBe('alone');
  expect(reports.failed).not.toHaveBeenCalled();
});

it('an empty counter has no price', async () => {
  const { live } = quoting();
  live.want(question('25'), false);
  live.want(undefined, false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(live.preview.kind).toBe('empty');
  expect(asked).toEqual([]);
});
