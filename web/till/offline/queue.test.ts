import 'fake-indexeddb/auto';
import type { Basket } from '@shared/api/types';
import { wire } from '@shared/api/wire';
import { beforeEach, expect, it, vi } from 'vitest';
import { Allowance } from './allowance';
import { type NewReceipt, Queue } from './queue';
import { openStore } from './store';

interface Asked {
  path: string;
  key: string | null;
  body: Basket;
}
type Reply = (asked: Asked) => Response;

let asked: Asked[] = [];
/** The answers of the server, one after the other; without any left there is no network. */
let replies: Reply[] = [];

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const taken =
  (payable: string): Reply =>
  ({ body }) =>
    answer(201, { id: `rcp_${body.number}`, totals: { payable } });
const no =
  (status: number, code: string): Reply =>
  () =>
    answer(status, { code, title: 'A title.', hint: 'A hint.', status });
const lost: Reply = () => {
  throw new TypeError('failed to fetch');
};

beforeEach(() => {
  // The pauses before an attempt is repeated pass at once.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.setTimerTickMode('nextTimerAsync');
  asked = [];
  replies = [];
  wire.formToken = 'form-1';
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const key = new Headers(init.headers).get('idempotency-key');
    const one = { path, key, body: init.body ? JSON.parse(String(init.body)) : {} };
    asked.push(one);
    return (replies.shift() ?? lost)(one);
  });
});

let stores = 0;
async function till() {
  stores += 1;
  const name = `queue-${stores}`;
  let keys = 0;
  const fresh = () => {
    keys += 1;
    return `key-${keys}`;
  };
  const open = async () => {
    const store = await openStore(name);
    const allowance = new Allowance(store, fresh);
    return { store, allowance, queue: new Queue(store, allowance, fresh) };
  };
  return { ...(await open()), restart: open };
}

function receipt(number: string, more: Partial<Basket> = {}): NewReceipt {
  const at = `2026-11-28T10:00:0${number}Z`;
  const lines = [{ sku: 'amount', amount: '25.00' }];
  return {
    number,
    basket: { at, number, store: { id: 'main' }, lines, ...more },
    taken: '25.00',
    currency: 'EUR',
  };
}

it('a receipt that is taken leaves the queue', async () => {
  const { queue } = await till();
  replies = [taken('25.00')];
  const key = await queue.add(receipt('1'), false);
  expect((await queue.send(key)).kind).toBe('taken');
  expect(await queue.list()).toEqual([]);
});

it('it is written down before it is sent', async () => {
  const { queue, restart } = await till();
  await queue.add(receipt('1'), true);
  const after = await restart();
  expect((await after.queue.list()).map((row) => row.number)).toEqual(['1']);
});

it('after an answer that was lost, and a restart, it is sent with the same key and body', async () => {
  const { queue, restart } = await till();
  replies = [lost, lost, lost];
  const key = await queue.add(receipt('1'), true);
  expect((await queue.send(key)).kind).toBe('later');
  const after = await restart();
  replies = [taken('25.00')];
  expect(await after.queue.sync()).toBe(true);
  expect(new Set(asked.map((one) => one.key)).size).toBe(1);
  expect(new Set(asked.map((one) => JSON.stringify(one.body))).size).toBe(1);
  expect(await after.queue.list()).toEqual([]);
});

it('they are sent oldest first, and all of them', async () => {
  const { queue } = await till();
  await queue.add(receipt('2'), true);
  await queue.add(receipt('1'), true);
  await queue.add(receipt('3'), true);
  replies = [taken('25.00'), taken('25.00'), taken('25.00')];
  expect(await queue.sync()).toBe(true);
  expect(asked.map((one) => one.body.number)).toEqual(['1', '2', '3']);
});

it('two that ask for the same one at once send it once', async () => {
  const { queue } = await till();
  replies = [taken('25.00')];
  const key = await queue.add(receipt('1'), false);
  await Promise.all([queue.send(key), queue.sync(), queue.send(key)]);
  expect(asked).toHaveLength(1);
});

it('a refused one stays with its reason, and the others go on', async () => {
  const { queue } = await till();
  await queue.add(receipt('1'), true);
  await queue.add(receipt('2'), true);
  replies = [no(422, 'units.insufficient'), taken('25.00')];
  expect(await queue.sync()).toBe(true);
  const rows = await queue.list();
  expect(rows.map((row) => [row.number, row.state, row.refusal?.code])).toEqual([
    ['1', 'refused', 'units.insufficient'],
  ]);
  expect(await queue.sync()).toBe(true);
  expect(asked).toHaveLength(2);
});

it.each([401, 403, 429])('HTTP %i says nothing about the receipt: it waits', async (status) => {
  const { queue } = await till();
  await queue.add(receipt('1'), true);
  replies = [no(status, 'some.code')];
  expect(await queue.sync()).toBe(false);
  expect((await queue.list()).map((row) => row.state)).toEqual(['waiting']);
});

it('a refused one goes without what could not be given, under a key of its own', async () => {
  const { queue } = await till();
  const burns = [{ unit: 'points', amount: '100' }];
  const key = await queue.add(receipt('1', { burns, member: { phone: '+994501234567' } }), true);
  replies = [no(422, 'units.insufficient')];
  await queue.sync();
  await queue.repair(key, 'extras');
  replies = [taken('25.00')];
  expect(await queue.sync()).toBe(true);
  expect(asked[1]?.key).not.toBe(asked[0]?.key);
  expect(asked[1]?.body.burns).toBeUndefined();
  expect(asked[1]?.body.member).toEqual({ phone: '+994501234567' });
});

it('a total that changed while the customer waits is refused', async () => {
  const { queue } = await till();
  const key = await queue.add(receipt('1', { expected_payable: '25.00' }), false);
  replies = [no(422, 'quote.changed')];
  expect((await queue.send(key)).kind).toBe('refused');
});

it('a total that changed after the customer left counts, and the difference stays to be seen', async () => {
  const { queue } = await till();
  const key = await queue.add(receipt('1', { expected_payable: '25.00' }), false);
  await queue.leave(key);
  replies = [no(422, 'quote.changed'), taken('22.50')];
  expect(await queue.sync()).toBe(true);
  expect(asked[1]?.body.expected_payable).toBeUndefined();
  const [row] = await queue.list();
  expect([row?.state, row?.taken, row?.payable]).toEqual(['differs', '25.00', '22.50']);
  await queue.discard(row?.key ?? '');
  expect(await queue.list()).toEqual([]);
});

it('one that was never sent is taken back without a word', async () => {
  const { queue } = await till();
  const key = await queue.add(receipt('1'), true);
  await queue.undo(key);
  expect(await queue.sync()).toBe(true);
  expect(asked).toEqual([]);
});

it('one that the server may know is sent and then voided', async () => {
  const { queue } = await till();
  replies = [lost, lost, lost];
  const key = await queue.add(receipt('1'), true);
  await queue.send(key);
  await queue.undo(key);
  asked = [];
  replies = [taken('25.00'), () => answer(200, {})];
  expect(await queue.sync()).toBe(true);
  expect(asked.map((one) => one.path)).toEqual(['/v1/receipts', '/v1/receipts/rcp_1/void']);
  expect(await queue.list()).toEqual([]);
});

it('the answer to the void may be lost too', async () => {
  const { queue } = await till();
  replies = [lost, lost, lost];
  const key = await queue.add(receipt('1'), true);
  await queue.send(key);
  await queue.undo(key);
  replies = [taken('25.00'), lost, lost, lost];
  expect(await queue.sync()).toBe(false);
  replies = [taken('25.00'), () => answer(200, {})];
  expect(await queue.sync()).toBe(true);
  const voids = asked.filter((one) => one.path.endsWith('/void')).map((one) => one.key);
  expect(new Set(voids).size).toBe(1);
});

it('a hold is used up by the receipt that spends it', async () => {
  const { queue, allowance, store } = await till();
  replies = [() => answer(201, { hold: 'hld_1' })];
  const hold = await allowance.place('mem_1', 'points', '500');
  const key = await queue.add(
    receipt('1', { burns: [{ unit: 'points', hold: hold ?? '' }] }),
    true,
  );
  await allowance.begin();
  expect(await allowance.release()).toBe(true);
  expect(asked.map((one) => one.path)).toEqual(['/v1/holds']);
  replies = [taken('25.00')];
  await queue.send(key);
  expect(await store.getAll('holds')).toEqual([]);
});

it('a hold that nobody needs is released, also after a restart', async () => {
  const { allowance, restart } = await till();
  replies = [() => answer(201, { hold: 'hld_1' })];
  await allowance.place('mem_1', 'points', '500');
  const after = await restart();
  await after.allowance.begin();
  replies = [lost, lost, lost, () => answer(200, {})];
  expect(await after.allowance.release()).toBe(false);
  expect(await after.allowance.release()).toBe(true);
  expect(asked.at(-1)?.path).toBe('/v1/holds/hld_1/release');
  expect(await after.store.getAll('holds')).toEqual([]);
});

it('a hold whose answer was lost is found by its key, and released', async () => {
  const { allowance } = await till();
  replies = [lost, lost, lost];
  expect(await allowance.place('mem_1', 'points', '500')).toBeUndefined();
  replies = [() => answer(201, { hold: 'hld_1' }), () => answer(200, {})];
  expect(await allowance.release()).toBe(true);
  expect(new Set(asked.slice(0, 4).map((one) => one.key)).size).toBe(1);
  expect(asked.at(-1)?.path).toBe('/v1/holds/hld_1/release');
});
