import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { answer, held } from '../offline/testing';
import { newSale } from '../sale/sale';
import { lateCard } from './claiming';
import { counter, MIRA, quoted, withStillTime } from './testing';

withStillTime();

const EARNED = { index: 0, kind: 'earned', unit: 'points', amount: '25' };

/** A sale without a member is over, and then a member shows their card. */
async function tooLate() {
  const { desk, shop, reader } = await counter();
  await quoted(desk);
  await desk.finish();
  const { receipt } = desk.state.last ?? {};
  const route = `POST receipts/${receipt?.id}/claim`;
  shop.odd[route] = () => answer(200, { ...receipt, member: MIRA.id, effects: [EARNED] });
  await reader.identify({ id: MIRA.id }, '');
  return { desk, shop, reader, route, receipt };
}

it('the last sale goes to whoever shows their card after it, and the counter is free again', async () => {
  const { desk, shop, route } = await tooLate();
  expect(lateCard(desk.state)?.name).toBe('Mira');
  await desk.claim();
  expect(shop.bodies(route)).toEqual([{ member: { id: MIRA.id } }]);
  const { last, sale } = desk.state;
  expect([last?.claim, last?.state, last?.customer]).toEqual(['done', 'taken', 'Mira']);
  expect(last?.receipt?.effects).toEqual([EARNED]);
  expect([sale.no, sale.customer]).toEqual([3, undefined]);
});

it('it can be taken back afterwards, as the receipt that it is', async () => {
  const { desk, shop, receipt } = await tooLate();
  await desk.claim();
  await desk.undo();
  expect(desk.state.last?.state).toBe('undone');
  expect(shop.asked.at(-1)?.route).toBe(`POST receipts/${receipt?.id}/void`);
});

it('nobody gets it a second time', async () => {
  const { desk, shop, reader, route } = await tooLate();
  await desk.claim();
  await reader.identify({ id: MIRA.id }, '');
  expect(lateCard(desk.state)).toBeUndefined();
  await desk.claim();
  expect(shop.bodies(route).length).toBe(1);
});

it('pressed twice it is claimed once', async () => {
  const { desk, shop, route, receipt } = await tooLate();
  const late = held(() => answer(200, { ...receipt, member: MIRA.id }));
  shop.odd[route] = late.reply as never;
  const first = desk.claim();
  await late.asked;
  await desk.claim();
  late.letGo();
  await first;
  expect(shop.bodies(route).length).toBe(1);
});

it('whoever began to buy meanwhile keeps their basket', async () => {
  const { desk, shop, route, receipt } = await tooLate();
  const late = held(() => answer(200, { ...receipt, member: MIRA.id }));
  shop.odd[route] = late.reply as never;
  const claimed = desk.claim();
  await late.asked;
  desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, price: '3' } }));
  late.letGo();
  await claimed;
  const { last, notice, sale } = desk.state;
  expect([last?.claim, notice, sale.draft.price]).toEqual([
    'done',
    { kind: 'claimed', name: 'Mira' },
    '3',
  ]);
});

it('a no is told, and nothing has changed', async () => {
  const { desk, shop, route } = await tooLate();
  shop.odd[route] = () => answer(422, { code: 'receipt.claim_late', title: 'Late.', hint: '' });
  await desk.claim();
  const { last, notice, sale } = desk.state;
  expect(notice).toMatchObject({ kind: 'refused', told: { code: 'receipt.claim_late' } });
  expect([last?.claim, last?.customer, sale.customer?.member?.name]).toEqual([
    undefined,
    undefined,
    'Mira',
  ]);
});

it('what got no answer is asked again as the same claim', async () => {
  const { desk, shop, route, receipt } = await tooLate();
  const keys = () => shop.asked.filter((one) => one.route === route).map((one) => one.key);
  shop.odd[route] = () => answer(401, { code: 'auth.session_ended', title: '', hint: '' });
  await desk.claim();
  expect([desk.state.last?.claim, desk.state.notice?.kind]).toEqual([undefined, 'needsNetwork']);
  shop.odd[route] = () => answer(200, { ...receipt, member: MIRA.id });
  await desk.claim();
  const [first, second, ...others] = keys();
  expect([second, others]).toEqual([first, []]);
});

it('it is only offered when there is such a sale, such a member, and a network', async () => {
  const { desk, shop, reader } = await counter();
  await reader.identify({ id: MIRA.id }, '');
  expect(lateCard(desk.state), 'without a sale before').toBeUndefined();
  await quoted(desk);
  shop.odd['POST receipts'] = ({ body }) =>
    answer(201, { id: 'rcp_1', member: MIRA.id, totals: { payable: body.expected_payable } });
  await desk.finish();
  await reader.identify({ id: MIRA.id }, '');
  expect(lateCard(desk.state), 'after a sale of a member').toBeUndefined();
});

it('it is not offered for what is undone, what waits, or while something else is sold', async () => {
  const { desk } = await tooLate();
  const { state } = desk;
  const { customer } = state.sale;
  if (!customer?.member || !state.last) expect.fail('somebody stands there, after a sale');
  const offered = (part: Partial<typeof state>) => lateCard({ ...state, ...part }) !== undefined;
  expect(offered({})).toBe(true);
  expect(offered({ reach: 'down' })).toBe(false);
  expect(offered({ isFinishing: true })).toBe(false);
  for (const last of ['kept', 'refused', 'undoing', 'undone'] as const) {
    expect(offered({ last: { ...state.last, state: last } }), last).toBe(false);
  }
  expect(offered({ sale: newSale(2) }), 'without anybody').toBe(false);
  const draft = { ...state.sale.draft, price: '1' };
  expect(offered({ sale: { ...state.sale, draft } }), 'with a price').toBe(false);
  const blocked = { ...customer, member: { ...customer.member, blocked: true } };
  expect(offered({ sale: { ...state.sale, customer: blocked } }), 'blocked').toBe(false);
  const met = { ...customer, state: 'met' as const };
  expect(offered({ sale: { ...state.sale, customer: met } }), 'not looked up').toBe(false);
});
