import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { answer, held } from '../offline/testing';
import { counter, pass, quoted, until, withStillTime } from './testing';

withStillTime();

const COUPON = { code: 'SPRING', name: 'Spring' };

/** A sale whose answer is held back for longer than the till waits. */
async function tooLate() {
  const { desk, shop } = await counter();
  await quoted(desk);
  const late = held((one) => shop.usual(one as never));
  shop.odd['POST receipts'] = late.reply as never;
  const finished = desk.finish();
  await late.asked;
  await pass(800);
  await finished;
  return { desk, shop, late };
}

it('a sale that is taken makes room for the next', async () => {
  const { desk, shop } = await counter();
  await quoted(desk);
  await desk.finish();
  expect(desk.state.last?.state).toBe('taken');
  expect(desk.state.sale.no).toBe(2);
  expect(shop.bodies('POST receipts')[0]?.expected_payable).toBe('25.00');
});

it('a sale whose answer is late, and comes, can be taken back on the server', async () => {
  const { desk, shop, late } = await tooLate();
  expect(desk.state.last?.state).toBe('kept');
  late.letGo();
  await until(() => desk.state.last?.state === 'taken');
  await desk.undo();
  expect(desk.state.last?.state).toBe('undone');
  const { number } = desk.state.last ?? {};
  expect(shop.asked.at(-1)?.route).toBe(`POST receipts/rcp_${number}/void`);
});

it('a sale that is taken back while its answer is under way is gone on the server, too', async () => {
  const { desk, shop, late } = await tooLate();
  await desk.undo();
  expect(desk.state.last?.state).toBe('undone');
  late.letGo();
  const { number } = desk.state.last ?? {};
  await until(() => shop.asked.some((one) => one.route === `POST receipts/rcp_${number}/void`));
  await until(() => desk.state.rows.length === 0);
  expect(desk.state.last?.state).toBe('undone');
});

it('when the server does not allow it, nobody is told that the sale is undone', async () => {
  const { desk, shop } = await counter();
  await quoted(desk);
  await desk.finish();
  const number = desk.state.last?.number;
  shop.odd[`POST receipts/rcp_${number}/void`] = () =>
    answer(422, { code: 'return.units_spent', title: 'Spent.', hint: '' });
  await desk.undo();
  expect(desk.state.last?.state).toBe('taken');
  expect(desk.state.notice?.kind).toBe('refused');
});

it('a receipt that did not get through is sent when the server is back', async () => {
  const { desk, shop } = await counter();
  await quoted(desk);
  shop.isDown = true;
  await desk.finish();
  expect([desk.state.last?.state, desk.state.reach]).toEqual(['kept', 'down']);
  expect((await desk.queue.list()).map((row) => row.is_late)).toEqual([true]);
  shop.isDown = false;
  await pass(2000);
  await until(() => desk.state.reach === 'up' && desk.state.rows.length === 0);
  expect(desk.state.last?.state).toBe('taken');
});

it('a hold that cannot be given back now keeps nothing from being sent', async () => {
  const { desk, shop } = await counter();
  shop.odd['POST holds/hld_1/release'] = () =>
    answer(500, { code: 'internal', title: '', hint: '' });
  await desk.allowance.place('mem_1', 'points', '100');
  await desk.allowance.drop(['hld_1']);
  await quoted(desk);
  shop.isDown = true;
  await desk.finish();
  shop.isDown = false;
  await desk.sync();
  expect(desk.state.last?.state).toBe('taken');
  expect(desk.state.reach).toBe('up');
});

it('a late no is told about the sale that it is about', async () => {
  const { desk, shop } = await counter();
  await quoted(desk);
  const late = held(() => answer(422, { code: 'units.insufficient', title: 'No.', hint: '' }));
  shop.odd['POST receipts'] = late.reply as never;
  const finished = desk.finish();
  await late.asked;
  await pass(800);
  await finished;
  late.letGo();
  await until(() => desk.state.last?.state === 'refused');
  expect(desk.state.sale.no).toBe(2);
});

it('units that were reserved and did not pay are given back', async () => {
  const { desk, shop, reader } = await counter();
  await reader.identify({ id: 'mem_1' }, '');
  await quoted(desk);
  shop.odd['POST quotes'] = () => new Promise(() => {});
  desk.pay('points');
  await until(() => desk.state.sale.points?.hold === 'hld_1');
  const finished = desk.finish();
  await pass(800);
  await finished;
  await desk.finish();
  expect(desk.state.last?.taken).toBe('25.00');
  await until(() => shop.bodies('POST holds/hld_1/release').length === 1);
});

it('without a network a coupon gives nothing, and the customer is told the full price first', async () => {
  const { desk, shop } = await counter();
  desk.edit((sale) => ({ ...sale, coupons: [COUPON] }));
  await quoted(desk);
  expect(desk.due()).toBe('20.00');
  shop.isDown = true;
  desk.connection.failed();
  expect(desk.due()).toBe('25.00');
  await desk.finish();
  const [row] = await desk.queue.list();
  expect([row?.taken, row?.basket.codes, row?.basket.expected_payable]).toEqual([
    '25.00',
    undefined,
    undefined,
  ]);
});

it('without a network units pay that were reserved', async () => {
  const { desk, shop, reader } = await counter();
  await reader.identify({ id: 'mem_1' }, '');
  await quoted(desk);
  desk.pay('points');
  await until(() => desk.state.sale.points?.hold === 'hld_1');
  await pass(120);
  await until(() => desk.state.preview.kind === 'quoted' && desk.due() === '15.00');
  shop.isDown = true;
  desk.connection.failed();
  expect(desk.due()).toBe('15.00');
  await desk.finish();
  const [row] = await desk.queue.list();
  expect([row?.taken, row?.basket.burns?.[0]?.hold]).toEqual(['15.00', 'hld_1']);
});

it('when the network goes with a coupon, the sale stays until the customer heard the full price', async () => {
  const { desk, shop } = await counter();
  desk.edit((sale) => ({ ...sale, coupons: [COUPON] }));
  await quoted(desk);
  shop.isDown = true;
  await desk.finish();
  expect(desk.state.notice?.kind).toBe('totalChanged');
  expect([desk.state.sale.no, desk.due()]).toEqual([1, '25.00']);
  await desk.finish();
  expect(desk.state.last?.taken).toBe('25.00');
  shop.isDown = false;
  await pass(2000);
  await until(() => desk.state.rows.length === 0);
  const [first, , ...others] = shop.bodies('POST receipts');
  expect([first?.codes, others.map((one) => one.codes)]).toEqual([['SPRING'], [undefined]]);
  const voids = shop.asked.filter((one) => one.route.endsWith('/void'));
  expect(voids.map((one) => one.route)).toEqual([`POST receipts/rcp_${first?.number}/void`]);
});

it('what is changed while the sale is being finished changes neither it nor the next', async () => {
  const { desk, shop } = await counter();
  await quoted(desk);
  const late = held((one) => shop.usual(one as never));
  shop.odd['POST receipts'] = late.reply as never;
  const finished = desk.finish();
  await late.asked;
  desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, price: '99' } }));
  expect([desk.state.sale.draft.price, desk.due()]).toEqual(['25', '25.00']);
  late.letGo();
  await finished;
  expect(shop.bodies('POST receipts').map((one) => one.lines[0]?.amount)).toEqual(['25.00']);
  expect(desk.state.last?.taken).toBe('25.00');
  expect(desk.state.sale.draft.price).toBe('');
});

it('what is scanned while the sale is being finished is for the next one', async () => {
  const { desk, shop, reader } = await counter();
  await quoted(desk);
  const late = held((one) => shop.usual(one as never));
  shop.odd['POST receipts'] = late.reply as never;
  const finished = desk.finish();
  await late.asked;
  const scanned = reader.read('mira@example.org');
  late.letGo();
  await Promise.all([finished, scanned]);
  expect(shop.bodies('POST receipts')[0]?.member).toBeUndefined();
  expect([desk.state.sale.no, desk.state.sale.customer?.member?.name]).toEqual([2, 'Mira']);
});

it('what is finished while the price is being asked for goes out with that price, or not at all', async () => {
  const { desk, shop } = await counter();
  await quoted(desk);
  desk.edit((sale) => ({ ...sale, coupons: [COUPON] }));
  expect(desk.state.preview.kind).toBe('asking');
  expect(desk.due()).toBe('25.00');
  const finished = desk.finish();
  await pass(120);
  await finished;
  expect(desk.state.notice?.kind).toBe('totalChanged');
  expect(shop.bodies('POST receipts')).toEqual([]);
  await desk.finish();
  const [sent] = shop.bodies('POST receipts');
  expect([sent?.codes, sent?.expected_payable]).toEqual([['SPRING'], '20.00']);
  expect(desk.state.last?.taken).toBe('20.00');
});

it('a line that is added while units are being reserved is paid for', async () => {
  const { desk, shop, reader } = await counter();
  await reader.identify({ id: 'mem_1' }, '');
  await quoted(desk);
  shop.odd['POST holds'] = () => new Promise(() => {});
  desk.pay('points');
  desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, price: '30' } }));
  const finished = desk.finish();
  await pass(800);
  await finished;
  expect([desk.state.notice?.kind, desk.due()]).toEqual(['totalChanged', '30.00']);
  await desk.finish();
  expect(desk.state.last?.taken).toBe('30.00');
  expect(shop.bodies('POST receipts').map((one) => one.lines[0]?.amount)).toEqual(['30.00']);
});

it('when the price does not come in time, the full one is told before it is taken', async () => {
  const { desk, shop } = await counter();
  desk.edit((sale) => ({ ...sale, coupons: [COUPON] }));
  await quoted(desk);
  shop.odd['POST quotes'] = () => new Promise(() => {});
  desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, price: '26' } }));
  const finished = desk.finish();
  await pass(800);
  await finished;
  expect(desk.state.notice?.kind).toBe('totalChanged');
  expect(desk.due()).toBe('26.00');
  expect(await desk.queue.list()).toEqual([]);
});
