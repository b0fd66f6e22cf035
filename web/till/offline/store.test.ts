import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { Met } from './met';
import { Queue } from './queue';
import { openStore, type Waiting } from './store';
import { receipt } from './testing';

/** The store as the first version left it on devices. */
async function firstVersion(name: string) {
  const store = await openDB(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('receipts', { keyPath: 'key' });
      fresh.createObjectStore('holds', { keyPath: 'key' });
      const members = fresh.createObjectStore('members', { keyPath: 'id' });
      members.createIndex('names', 'names', { multiEntry: true });
      members.createIndex('seen_at', 'seen_at');
      const items = fresh.createObjectStore('items', { keyPath: 'sku' });
      items.createIndex('seen_at', 'seen_at');
    },
  });
  const row: Waiting = {
    ...receipt('1'),
    key: 'key-1',
    made_at: '2026-11-28T10:00:01Z',
    state: 'waiting',
    attempts: 1,
    is_late: true,
    is_undone: false,
  };
  await store.put('receipts', row);
  await store.put('items', { sku: '4006381333931', name: 'Tea', price: '2.00', seen_at: 1 });
  await store.put('members', { id: 'mem_1', names: ['a digest'], seen_at: 1 });
  store.close();
}

it('what waits on a device outlives a newer version; members are met anew', async () => {
  await firstVersion('till-before');
  const store = await openStore('till-before');
  expect((await new Queue(store).list()).map((row) => row.key)).toEqual(['key-1']);
  const met = new Met(store);
  expect((await met.findItem('4006381333931'))?.name).toBe('Tea');
  expect(await store.count('members')).toBe(0);
  const mira = { id: 'mem_1', tiers: [], balances: [], blocked: false };
  await met.remember({ phone: '+4915112345678' }, mira);
  expect((await met.find({ phone: '+4915112345678' }))?.id).toBe('mem_1');
});

it('a page of before makes room for a newer version', async () => {
  await openStore('till-open');
  const newer = await openDB('till-open', 3);
  expect(newer.version).toBe(3);
});
