import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { forgetShop } from './leave';
import { Met } from './met';
import { Queue } from './queue';
import { openStore, type Store } from './store';
import { receipt } from './testing';

let stores = 0;
async function met(most = 100) {
  stores += 1;
  let now = 0;
  const clock = () => {
    now += 1;
    return now;
  };
  const store = await openStore(`met-${stores}`);
  return { met: new Met(store, clock, most), store };
}

const member = (id: string, name: string) => ({
  id,
  name,
  tiers: [],
  balances: [{ unit: 'points', spendable: '120' }],
  blocked: false,
});
const ANNA = 'mem_00000000000000000000000011';

it('a member is found by whatever they came with before', async () => {
  const { met: known } = await met();
  await known.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  await known.remember({ card: '4006381333931' }, member(ANNA, 'Anna'));
  expect((await known.find({ phone: '+994501234567' }))?.name).toBe('Anna');
  expect((await known.find({ card: '4006381333931' }))?.name).toBe('Anna');
  expect((await known.find({ id: ANNA }))?.name).toBe('Anna');
});

it('a rotating code finds them, whichever step it is of', async () => {
  const { met: known } = await met();
  await known.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  const token = 'T1.mem_00000000000000000000000011.99.0123456789abcdef';
  expect((await known.find({ token }))?.name).toBe('Anna');
});

it('another number finds nobody, and a card is not a phone', async () => {
  const { met: known } = await met();
  await known.remember({ phone: '4006381333931' }, member(ANNA, 'Anna'));
  expect(await known.find({ card: '4006381333931' })).toBeUndefined();
  expect(await known.find({ phone: '+994501234568' })).toBeUndefined();
});

it('no phone number lies on the device', async () => {
  const { met: known, store } = await met();
  await known.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  expect(JSON.stringify(await store.getAll('members'))).not.toContain('501234567');
});

it('nor anything by which numbers could be tried out elsewhere', async () => {
  const one = await met();
  const other = await met();
  await one.met.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  await other.met.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  const names = async (store: Store) => (await store.get('members', ANNA))?.names;
  expect(await names(one.store)).toHaveLength(1);
  expect(await names(one.store)).not.toEqual(await names(other.store));
  expect((await one.store.getAll('secrets')).map((key) => key.extractable)).toEqual([false]);
});

it('whom the server does not know any more is forgotten', async () => {
  const { met: known, store } = await met();
  await known.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  await known.forget({ phone: '+994501234568' });
  expect(await store.count('members')).toBe(1);
  await known.forget({ phone: '+994501234567' });
  expect(await store.count('members')).toBe(0);
});

it('a till out of use keeps its receipts, and nobody', async () => {
  const { met: known, store } = await met();
  await known.remember({ phone: '+994501234567' }, member(ANNA, 'Anna'));
  await known.rememberItem({ sku: '4006381333931', name: 'Tea', price: '2.00' });
  await new Queue(store).add(receipt('1'), true);
  await forgetShop(store);
  expect(await store.count('members')).toBe(0);
  expect(await store.count('items')).toBe(0);
  expect(await store.count('secrets')).toBe(0);
  expect(await store.count('receipts')).toBe(1);
});

it('those who came last stay when the table is full', async () => {
  const { met: known, store } = await met(2);
  await known.remember({ phone: '+1' }, member('mem_1', 'One'));
  await known.remember({ phone: '+2' }, member('mem_2', 'Two'));
  await known.remember({ phone: '+1' }, member('mem_1', 'One again'));
  await known.remember({ phone: '+3' }, member('mem_3', 'Three'));
  expect((await store.getAll('members')).map((one) => one.name).sort()).toEqual([
    'One again',
    'Three',
  ]);
});
