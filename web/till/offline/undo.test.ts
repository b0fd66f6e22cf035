import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { Waiting } from './store';
import { answer, held, lost, no, receipt, server, taken, till, withServer } from './testing';

withServer();

const paths = () => server.asked.map((one) => one.path);
const nowhere = () => undefined;
const done = () => answer(200, {});

it('one that was never sent is taken back without a word', async () => {
  const { queue } = await till();
  await queue.add(receipt('1'), true);
  await queue.undo('1', nowhere);
  expect(await queue.sync()).toBe('all');
  expect(server.asked).toEqual([]);
});

it('one that the server may know is sent and then voided', async () => {
  const { queue } = await till();
  server.replies = [lost];
  const key = await queue.add(receipt('1'), true);
  await queue.send(key);
  await queue.undo('1', nowhere);
  server.asked = [];
  server.replies = [taken('25.00'), done];
  expect(await queue.sync()).toBe('all');
  expect(paths()).toEqual(['/v1/receipts', '/v1/receipts/rcp_1/void']);
  expect(await queue.list()).toEqual([]);
});

it('one that is just being sent is voided when its answer comes', async () => {
  const { queue } = await till();
  const late = held(taken('25.00'));
  server.replies = [late.reply, done];
  const sent = queue.send(await queue.add(receipt('1'), true));
  await late.asked;
  await queue.undo('1', nowhere);
  late.letGo();
  expect((await sent).kind).toBe('undone');
  expect(paths()).toEqual(['/v1/receipts', '/v1/receipts/rcp_1/void']);
  expect(await queue.list()).toEqual([]);
});

it('one that gets another key just then is taken back under it', async () => {
  const { queue } = await till();
  const late = held(taken('22.50'));
  server.replies = [no(422, 'quote.changed'), late.reply, done];
  const sent = queue.send(await queue.add(receipt('1', { expected_payable: '25.00' }), true));
  await late.asked;
  await queue.undo('1', nowhere);
  late.letGo();
  expect((await sent).kind).toBe('undone');
  expect(paths().at(-1)).toBe('/v1/receipts/rcp_1/void');
});

it('one that has left the queue is voided on the server', async () => {
  const { queue } = await till();
  server.replies = [taken('25.00'), done];
  await queue.send(await queue.add(receipt('1'), true));
  await queue.undo('1', () => 'rcp_1');
  expect(paths()).toEqual(['/v1/receipts', '/v1/receipts/rcp_1/void']);
});

it('one that came to another total is voided on the server, and is no difference any more', async () => {
  const { queue } = await till();
  server.replies = [taken('22.50'), done];
  await queue.send(await queue.add(receipt('1'), true));
  expect((await queue.list()).map((row) => row.state)).toEqual(['differs']);
  await queue.undo('1', nowhere);
  expect(paths().at(-1)).toBe('/v1/receipts/rcp_1/void');
  expect(await queue.list()).toEqual([]);
});

it('without a network one that the server has is not taken back', async () => {
  const { queue } = await till();
  server.replies = [taken('22.50')];
  await queue.send(await queue.add(receipt('1'), true));
  await expect(queue.undo('1', nowhere)).rejects.toThrow();
  expect((await queue.list()).map((row) => row.state)).toEqual(['differs']);
});

it('one that the server refused needs no void', async () => {
  const { queue, allowance } = await till();
  server.replies = [() => answer(201, { hold: 'hld_1' }), no(422, 'units.insufficient')];
  const hold = (await allowance.place('mem_1', 'points', '500')) ?? '';
  await queue.send(await queue.add(receipt('1', { burns: [{ unit: 'points', hold }] }), true));
  await queue.undo('1', nowhere);
  expect(await queue.list()).toEqual([]);
  server.replies = [done];
  await allowance.release();
  expect(paths().at(-1)).toBe('/v1/holds/hld_1/release');
});

it('one that was taken back and then refused is gone', async () => {
  const { queue } = await till();
  server.replies = [lost];
  await queue.send(await queue.add(receipt('1'), true));
  await queue.undo('1', nowhere);
  server.replies = [no(422, 'units.insufficient')];
  expect(await queue.sync()).toBe('all');
  expect(await queue.list()).toEqual([]);
});

it('the answer to the void may be lost too: the receipt is not sent again', async () => {
  const { queue, restart } = await till();
  server.replies = [lost];
  await queue.send(await queue.add(receipt('1'), true));
  await queue.undo('1', nowhere);
  server.replies = [taken('25.00'), lost];
  expect(await queue.sync()).toBe('none');
  server.asked = [];
  const after = await restart();
  server.replies = [done];
  expect(await after.queue.sync()).toBe('all');
  expect(server.asked.map((one) => [one.path, one.key])).toEqual([
    ['/v1/receipts/rcp_1/void', 'rcp_1-void'],
  ]);
});

it('when the server refuses the void the receipt stands there, and is never sent as a new one', async () => {
  const { queue } = await till();
  server.replies = [lost];
  const key = await queue.add(receipt('1'), true);
  await queue.send(key);
  await queue.undo('1', nowhere);
  server.replies = [taken('25.00'), no(422, 'return.units_spent')];
  expect(await queue.sync()).toBe('all');
  const stands = (row: Waiting) => [row.state, row.receipt, row.refusal?.code];
  expect((await queue.list()).map(stands)).toEqual([['stands', 'rcp_1', 'return.units_spent']]);
  await queue.repair(key, 'member');
  expect((await queue.list()).map(stands)).toEqual([['stands', 'rcp_1', 'return.units_spent']]);
  await queue.repair(key, 'nothing');
  server.asked = [];
  server.replies = [done];
  expect(await queue.sync()).toBe('all');
  expect(paths()).toEqual(['/v1/receipts/rcp_1/void']);
  expect(await queue.list()).toEqual([]);
});
