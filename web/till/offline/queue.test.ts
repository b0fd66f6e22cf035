import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { answer, lost, no, receipt, server, taken, till, withServer } from './testing';

withServer();

it('a receipt that is taken leaves the queue', async () => {
  const { queue } = await till();
  server.replies = [taken('25.00')];
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
  server.replies = [lost];
  const key = await queue.add(receipt('1'), true);
  expect((await queue.send(key)).kind).toBe('unreached');
  const after = await restart();
  server.replies = [taken('25.00')];
  expect(await after.queue.sync()).toBe('all');
  expect(new Set(server.asked.map((one) => one.key)).size).toBe(1);
  expect(new Set(server.asked.map((one) => JSON.stringify(one.body))).size).toBe(1);
  expect(await after.queue.list()).toEqual([]);
});

it('they are sent oldest first, and all of them', async () => {
  const { queue } = await till();
  await queue.add(receipt('2'), true);
  await queue.add(receipt('1'), true);
  await queue.add(receipt('3'), true);
  server.replies = [taken('25.00'), taken('25.00'), taken('25.00')];
  expect(await queue.sync()).toBe('all');
  expect(server.asked.map((one) => one.body.number)).toEqual(['1', '2', '3']);
});

it('two that ask for the same one at once send it once', async () => {
  const { queue } = await till();
  server.replies = [taken('25.00')];
  const key = await queue.add(receipt('1'), false);
  await Promise.all([queue.send(key), queue.sync(), queue.send(key)]);
  expect(server.asked).toHaveLength(1);
});

it('a refused one stays with its reason, and the others go on', async () => {
  const { queue } = await till();
  await queue.add(receipt('1'), true);
  await queue.add(receipt('2'), true);
  server.replies = [no(422, 'units.insufficient'), taken('25.00')];
  expect(await queue.sync()).toBe('all');
  const rows = await queue.list();
  expect(rows.map((row) => [row.number, row.state, row.refusal?.code])).toEqual([
    ['1', 'refused', 'units.insufficient'],
  ]);
  expect(await queue.sync()).toBe('all');
  expect(server.asked).toHaveLength(2);
});

it.each([401, 403, 429])('HTTP %i says nothing about the receipt: it waits', async (status) => {
  const { queue } = await till();
  await queue.add(receipt('1'), true);
  server.replies = [no(status, 'some.code')];
  expect(await queue.sync()).toBe('some');
  expect((await queue.list()).map((row) => row.state)).toEqual(['waiting']);
});

it('a refused one goes without what could not be given, under a key of its own', async () => {
  const { queue } = await till();
  const burns = [{ unit: 'points', amount: '100' }];
  const key = await queue.add(receipt('1', { burns, member: { phone: '+994501234567' } }), true);
  server.replies = [no(422, 'units.insufficient')];
  await queue.sync();
  await queue.repair(key, 'extras');
  server.replies = [taken('25.00')];
  expect(await queue.sync()).toBe('all');
  expect(server.asked[1]?.key).not.toBe(server.asked[0]?.key);
  expect(server.asked[1]?.body.burns).toBeUndefined();
  expect(server.asked[1]?.body.member).toEqual({ phone: '+994501234567' });
});

it('a total that changed while the customer waits is refused', async () => {
  const { queue } = await till();
  const key = await queue.add(receipt('1', { expected_payable: '25.00' }), false);
  server.replies = [no(422, 'quote.changed')];
  expect((await queue.send(key)).kind).toBe('refused');
});

it('a total that changed after the customer left counts, and the difference stays to be seen', async () => {
  const { queue } = await till();
  const key = await queue.add(receipt('1', { expected_payable: '25.00' }), false);
  await queue.leave(key);
  server.replies = [no(422, 'quote.changed'), taken('22.50')];
  expect(await queue.sync()).toBe('all');
  expect(server.asked[1]?.body.expected_payable).toBeUndefined();
  const [row] = await queue.list();
  expect([row?.state, row?.taken, row?.payable]).toEqual(['differs', '25.00', '22.50']);
  await queue.discard(row?.key ?? '');
  expect(await queue.list()).toEqual([]);
});

it('one that the server cannot take now holds up no other', async () => {
  const { queue } = await till();
  await queue.add(receipt('1'), true);
  await queue.add(receipt('2'), true);
  server.replies = [no(500, 'internal'), taken('25.00')];
  expect(await queue.sync()).toBe('some');
  const rows = await queue.list();
  expect(rows.map((row) => [row.number, row.state, row.refusal?.code])).toEqual([
    ['1', 'waiting', 'internal'],
  ]);
});

it('one that gets no answer holds up no other; two are the network', async () => {
  const { queue } = await till();
  for (const number of ['1', '2', '3', '4']) await queue.add(receipt(number), true);
  server.replies = [lost, taken('25.00'), lost, lost];
  expect(await queue.sync()).toBe('none');
  expect((await queue.list()).map((row) => row.number)).toEqual(['1', '3', '4']);
  server.replies = [lost, taken('25.00'), taken('25.00')];
  expect(await queue.sync()).toBe('some');
  expect((await queue.list()).map((row) => row.number)).toEqual(['1']);
});

it.each([502, 503, 504])(
  'HTTP %i is how a gateway says that there is no server',
  async (status) => {
    const { queue } = await till();
    const key = await queue.add(receipt('1'), true);
    server.replies = [() => new Response('Bad gateway', { status })];
    expect((await queue.send(key)).kind).toBe('unreached');
  },
);

it('tells what became of each, also under another key', async () => {
  const { queue } = await till();
  const heard: string[] = [];
  queue.onOutcome = (number, { kind }) => heard.push(`${number} ${kind}`);
  await queue.add(receipt('1', { expected_payable: '20.00' }), true);
  await queue.add(receipt('2'), true);
  server.replies = [no(422, 'quote.changed'), taken('25.00'), no(422, 'units.insufficient')];
  await queue.sync();
  expect(new Set(heard)).toEqual(new Set(['1 taken', '2 refused']));
});

it('says whether a receipt still waited when the customer left', async () => {
  const { queue } = await till();
  const key = await queue.add(receipt('1'), false);
  expect(await queue.leave(key)).toBe(true);
  server.replies = [taken('25.00')];
  await queue.send(key);
  expect(await queue.leave(key)).toBe(false);
});

it('a hold is used up by the receipt that spends it', async () => {
  const { queue, allowance, store } = await till();
  server.replies = [() => answer(201, { hold: 'hld_1' })];
  const hold = await allowance.place('mem_1', 'points', '500');
  const key = await queue.add(
    receipt('1', { burns: [{ unit: 'points', hold: hold ?? '' }] }),
    true,
  );
  await allowance.begin();
  expect(await allowance.release()).toBe('all');
  expect(server.asked.map((one) => one.path)).toEqual(['/v1/holds']);
  server.replies = [taken('25.00')];
  await queue.send(key);
  expect(await store.getAll('holds')).toEqual([]);
});

it('a hold that nobody needs is released, also after a restart', async () => {
  const { allowance, restart } = await till();
  server.replies = [() => answer(201, { hold: 'hld_1' })];
  await allowance.place('mem_1', 'points', '500');
  const after = await restart();
  await after.allowance.begin();
  server.replies = [lost, () => answer(200, {})];
  expect(await after.allowance.release()).toBe('none');
  expect(await after.allowance.release()).toBe('all');
  expect(server.asked.at(-1)?.path).toBe('/v1/holds/hld_1/release');
  expect(await after.store.getAll('holds')).toEqual([]);
});

it('after a restart a hold that waits in a receipt is not released', async () => {
  const { queue, allowance, store, restart } = await till();
  server.replies = [() => answer(201, { hold: 'hld_1' })];
  const hold = (await allowance.place('mem_1', 'points', '500')) ?? '';
  await queue.add(receipt('1', { burns: [{ unit: 'points', hold }] }), true);
  // As an older till left it when it ended between the two writes.
  const [row] = await store.getAll('holds');
  if (row) await store.put('holds', { ...row, state: 'held' });
  const after = await restart();
  await after.allowance.begin();
  expect(await after.allowance.release()).toBe('all');
  expect(server.asked.map((one) => one.path)).toEqual(['/v1/holds']);
});

it('who asks twice at once gives a hold back once', async () => {
  const { allowance } = await till();
  server.replies = [() => answer(201, { hold: 'hld_1' }), () => answer(200, {})];
  await allowance.place('mem_1', 'points', '500');
  await allowance.drop(['hld_1']);
  expect(await Promise.all([allowance.release(), allowance.release()])).toEqual(['all', 'all']);
  expect(server.asked).toHaveLength(2);
});

it('a hold that the server cannot release now holds up no other', async () => {
  const { allowance, store } = await till();
  server.replies = [() => answer(201, { hold: 'hld_1' }), () => answer(201, { hold: 'hld_2' })];
  await allowance.place('mem_1', 'points', '500');
  await allowance.place('mem_2', 'points', '500');
  await allowance.drop(['hld_1', 'hld_2']);
  server.replies = [no(500, 'internal')];
  server.replies.push(() => answer(200, {}));
  expect(await allowance.release()).toBe('some');
  expect((await store.getAll('holds')).map((row) => row.hold)).toEqual(['hld_1']);
});

it('a hold whose answer was lost is found by its key, and released', async () => {
  const { allowance } = await till();
  server.replies = [lost];
  expect(await allowance.place('mem_1', 'points', '500')).toBeUndefined();
  server.replies = [() => answer(201, { hold: 'hld_1' }), () => answer(200, {})];
  expect(await allowance.release()).toBe('all');
  expect(new Set(server.asked.slice(0, 2).map((one) => one.key)).size).toBe(1);
  expect(server.asked.at(-1)?.path).toBe('/v1/holds/hld_1/release');
});
