import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { answer, held } from '../offline/testing';
import { counter, MIRA, pass, until, withStillTime } from './testing';

withStillTime();

it('an answer that comes when the next customer stands there is not theirs', async () => {
  const { desk, shop, reader } = await counter();
  const late = held(() => answer(200, { items: [MIRA] }));
  shop.odd['POST members/find'] = late.reply as never;
  const first = reader.read('mira@example.org');
  await late.asked;
  desk.clear();
  delete shop.odd['POST members/find'];
  shop.odd['POST members/find'] = () => answer(200, { items: [] });
  await reader.read('mira@example.org');
  expect(desk.state.sale.customer?.state).toBe('absent');
  late.letGo();
  await first;
  expect(desk.state.sale.customer?.state).toBe('absent');
});

it('nor is a coupon, or what is said about one', async () => {
  const { desk, shop, reader } = await counter();
  for (const [route, body] of [
    ['POST coupons/validate', { valid: true, coupon: 'spring', shown: 'SPRING' }],
    [
      'POST coupons/validate',
      { valid: false, refusal: { code: 'coupon.used', title: '', message: '' } },
    ],
  ] as const) {
    const late = held(() => answer(200, body));
    shop.odd[route] = late.reply as never;
    desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, price: '5' } }));
    const asked = reader.read('SPRING');
    await late.asked;
    desk.clear();
    late.letGo();
    await asked;
    expect(desk.state.sale.coupons).toEqual([]);
    expect(desk.state.notice).toBeUndefined();
  }
});

it('a late answer about the customer who still stands there is taken', async () => {
  const { desk, shop, reader } = await counter();
  const late = held(() => answer(200, { items: [MIRA] }));
  shop.odd['POST members/find'] = late.reply as never;
  const asked = reader.read('mira@example.org');
  await late.asked;
  await pass(800);
  await until(() => desk.state.sale.customer?.state === 'unmet');
  late.letGo();
  await asked;
  expect(desk.state.sale.customer?.member?.name).toBe('Mira');
});

it('a reward whose answer was lost is asked for again under the same key', async () => {
  const { desk, shop, reader } = await counter();
  shop.odd['POST claims/collect'] = () => answer(500, { code: 'internal', title: '', hint: '' });
  const first = reader.collect('GIFT');
  await until(() => shop.bodies('POST claims/collect').length === 1);
  await pass(400);
  await until(() => shop.bodies('POST claims/collect').length === 2);
  await pass(1500);
  await first;
  expect(desk.state.notice?.kind).toBe('needsNetwork');
  delete shop.odd['POST claims/collect'];
  await reader.collect('GIFT');
  expect(desk.state.notice?.kind).toBe('collected');
  await reader.collect('GIFT');
  const keys = shop.asked
    .filter((one) => one.route === 'POST claims/collect')
    .map((one) => one.key);
  expect(new Set(keys.slice(0, 4)).size).toBe(1);
  expect(keys[4]).not.toBe(keys[3]);
});

it('whom the server does not know is forgotten here', async () => {
  const { desk, shop, reader, store } = await counter();
  await reader.read('mira@example.org');
  expect(await store.count('members')).toBe(1);
  desk.clear();
  shop.odd['POST members/find'] = () => answer(200, { items: [] });
  await reader.read('mira@example.org');
  expect(await store.count('members')).toBe(0);
});

it('a form that is open takes what is for it, and the desk reads the rest', async () => {
  const { desk, shop, reader } = await counter();
  shop.odd['POST members/find'] = () => answer(200, { items: [MIRA] });
  const taken: string[] = [];
  const end = reader.lend((text) => text === '7F3K-9QXA2' && taken.push(text) > 0);
  await reader.read('7F3K-9QXA2');
  expect(taken).toEqual(['7F3K-9QXA2']);
  expect(desk.state.notice).toBeUndefined();
  await reader.read('mira@example.org');
  expect(desk.state.sale.customer?.member?.name).toBe('Mira');

  end();
  shop.odd['POST coupons/validate'] = () =>
    answer(200, { valid: true, coupon: 'spring', shown: 'SPRING' });
  await reader.read('7F3K-9QXA2');
  expect(taken).toHaveLength(1);
  expect(desk.state.sale.coupons.map(({ code }) => code)).toEqual(['7F3K-9QXA2']);
});
