import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Met } from './met';
import { openStore } from './store';

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
  const token = 'T1.00000000000000000000000000000021.99.0123456789abcdef';
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
