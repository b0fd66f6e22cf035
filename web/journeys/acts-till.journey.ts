import type { Locator, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Receipt } from '../shared/api/types';
import { world } from './harness/journey';
import { counter, type Known, owner } from './harness/people';
import { scan } from './harness/scanner';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import { type Books, CARD, Counter, POLL, regular } from './harness/till';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
let cashier: Awaited<ReturnType<typeof counter>>;
let mira: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'till'>>>;

beforeAll(async () => {
  t = await textsOf('till');
  cashier = await counter(await owner(shop.server));
  ({ mira, books } = await regular(shop.server, 200));
});

let visit: Visit;
let page: Page;
let till: Counter;

/** Mira stands at the till. */
beforeEach(async () => {
  visit = await shop.visit({ as: cashier.api });
  page = visit.page;
  till = new Counter(visit, t);
  await till.open();
  await scan(page, CARD);
  await till.strip.getByText('Mira').waitFor();
});

const path = () => ({ member_id: mira.id });

/** The newest receipt of Mira, as the server keeps it. */
async function lastReceipt(): Promise<Receipt> {
  const [row] = await books.receipts(mira.id);
  const id = row?.id ?? expect.fail('Mira has no receipt');
  return await shop.server.admin.ask('GET /v1/receipts/{receipt_id}', { path: { receipt_id: id } });
}

/** The list of what Mira can use, opened. */
async function usable(): Promise<Locator> {
  await till.strip.getByRole('button', { name: /to use/ }).click();
  const list = page.getByRole('dialog');
  await list.waitFor();
  return list;
}

it('the level stands there as the programme calls it, in the language of the cashier', async () => {
  const names = new Map([
    ['guest', { en: 'Guest', ru: 'Гость' }],
    ['regular', { en: 'Regular', ru: 'Завсегдатай' }],
    ['friend', { en: 'Friend of the house', ru: 'Друг дома' }],
  ]);
  const member = await shop.server.admin.ask('GET /v1/members/{member_id}', { path: path() });
  const level = names.get(member.tiers[0]?.tier ?? '') ?? expect.fail('Mira has a level');
  await till.strip.getByText(level.en, { exact: true }).waitFor();
  await page.getByLabel(t('language')).selectOption('ru');
  const russian = new Counter(visit, await textsOf('till', 'ru'));
  await russian.strip.getByText(level.ru, { exact: true }).waitFor();
  expect(await russian.strip.getByText(level.en, { exact: true }).count()).toBe(0);
  await visit.settled();
  await visit.check();
  await visit.shot('level');
});

// At most half of 8 euros is paid with points of ten cents: 40 of them.
it.each([
  { percent: 50, points: 20, byUnits: '2.00', payable: '6.00', earned: 6 },
  { percent: 25, points: 10, byUnits: '1.00', payable: '7.00', earned: 7 },
])(
  '$percent % of the points that may pay, in one tap',
  async ({ percent, points, earned, ...paid }) => {
    const { spendable: before } = await books.points(mira.id);
    await till.quoted('8');
    visit.effort.restart();
    await page.getByRole('button', { name: `${percent} %`, exact: true }).click();
    await till.receipt.getByText(t('receipt.byUnits')).waitFor();
    expect(visit.effort.clicks, 'taps to pay with a share of the points').toBe(1);
    await visit.settled();
    await visit.check();
    await visit.shot(`share-${percent}`);
    await till.finish();
    await till.done.getByText(t('done.taken')).waitFor();
    await till.done.getByText(`€${paid.payable}`).waitFor();

    await books.pointsBecome(mira.id, before - points + earned);
    const { totals } = await lastReceipt();
    expect(totals).toMatchObject({ paid_by_units: paid.byUnits, payable: paid.payable });
  },
);

it('a coupon of the member is added from the list, and is used up', async () => {
  const { coupons } = await shop.server.admin.ask('POST /v1/members/{member_id}/coupons', {
    path: path(),
    body: { coupon: 'printed' },
  });
  const code = coupons[0]?.code ?? expect.fail('no coupon was granted');
  // Shown again, the card tells of it at once.
  await page.getByRole('button', { name: t('member.remove') }).click();
  await scan(page, CARD);
  await till.quoted('8');
  const list = await usable();
  const coupon = list.getByRole('listitem').filter({ hasText: code });
  await coupon.getByText('Two euros off').waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('coupons');
  await coupon.getByRole('button', { name: t('offers.add') }).click();
  await list.waitFor({ state: 'detached' });
  const attached = till.receipt.getByText(t('receipt.coupon', { name: 'Two euros off' }));
  await attached.waitFor();
  await till.receipt.getByText(t('receipt.discount')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('with-coupon');
  await till.finish();
  await till.done.getByText(t('done.saved', { money: '€2.00' })).waitFor();
  await visit.check();

  expect((await lastReceipt()).totals).toMatchObject({ discount: '2.00', payable: '6.00' });
  const left = await shop.server.admin.ask('GET /v1/members/{member_id}/coupons', { path: path() });
  expect(left.items.map((one) => one.code)).not.toContain(code);
  const body = { code, member: { id: mira.id } };
  const answer = await shop.server.admin.ask('POST /v1/coupons/validate', { body });
  expect(answer).toMatchObject({ valid: false, used: 1 });

  // Whoever scans it once more is told.
  await scan(page, code);
  expect(answer.refusal?.code).toBe('coupon.used_up');
  await page.getByText(t('title:coupon.used_up')).waitFor();
  expect(await attached.count()).toBe(0);
});

it('a certificate pays by a scan; its balance falls, and is whole again when the sale is taken back', async () => {
  const { certificates } = await shop.server.admin.ask('POST /v1/certificates', {
    body: { type: 'gift', value: '25' },
  });
  const code = certificates[0]?.code ?? expect.fail('no certificate was issued');
  const balance = async () =>
    (await shop.server.admin.ask('POST /v1/certificates/balance', { body: { code } })).balance;
  expect(await balance()).toBe('25.00');

  await till.quoted('8');
  await scan(page, code);
  await page.getByText(t('notice.certificate', { balance: '€25.00' })).waitFor();
  await till.receipt.getByText(t('receipt.certificate', { balance: '€25.00' })).waitFor();
  await till.receipt.getByText(t('receipt.byCertificates')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('with-certificate');
  await till.finish();
  await till.done.getByText(t('done.taken')).waitFor();
  await till.done.getByText('€0.00').waitFor();
  expect(await balance()).toBe('17.00');
  const { totals } = await lastReceipt();
  expect(totals).toMatchObject({ paid_by_certificates: '8.00', payable: '0.00' });

  // The next sale finds what is left of it.
  await scan(page, code);
  await till.receipt.getByText(t('receipt.certificate', { balance: '€17.00' })).waitFor();
  await page.getByRole('button', { name: t('receipt.takeOff', { name: code }) }).click();
  await till.undo();
  await expect.poll(balance, POLL).toBe('25.00');
});

it('a benefit is used after a yes, and its quota falls', async () => {
  const left = async () => {
    const list = await shop.server.admin.ask('GET /v1/members/{member_id}/benefits', {
      path: path(),
    });
    return list.items.find((one) => one.reward === 'newspaper')?.left;
  };
  expect(await left()).toBe(2);
  const list = await usable();
  const row = list.getByRole('listitem').filter({ hasText: 'A newspaper' });
  const use = row.getByRole('button', { name: t('offers.use') });
  const really = row.getByRole('button', { name: t('offers.really') });
  await row.getByText(t('offers.left', { count: 2 })).waitFor();

  // Who says no uses nothing.
  await use.click();
  await row.getByRole('button', { name: t('cancel') }).click();
  await use.waitFor();
  expect(await left()).toBe(2);

  visit.effort.restart();
  await use.click();
  await really.click();
  await row.getByText(t('offers.done'), { exact: true }).waitFor();
  await row.getByText(t('offers.left', { count: 1 })).waitFor();
  expect(visit.effort.clicks, 'taps to use a benefit').toBe(2);
  await visit.settled();
  await visit.check();
  await visit.shot('benefit-used');
  expect(await left()).toBe(1);

  await use.click();
  await really.click();
  await row.getByText(t('offers.left', { count: 0 })).waitFor();
  await expect.poll(() => use.isDisabled(), POLL).toBe(true);
  await visit.settled();
  await visit.check();
  await visit.shot('benefit-used-up');
  expect(await left()).toBe(0);
});

it('a reward is taken for points at the till, and handed over by its code', async () => {
  const mugs = async () => {
    const list = await shop.server.admin.ask('GET /v1/members/{member_id}/claims', {
      path: path(),
    });
    return list.items.filter((one) => one.reward === 'mug');
  };
  const { spendable: before } = await books.points(mira.id);
  const list = await usable();
  const row = list.getByRole('listitem').filter({ hasText: 'A mug' });
  await row.getByRole('button', { name: t('offers.use') }).click();
  await row.getByRole('button', { name: t('offers.really') }).click();
  await row.getByRole('status').waitFor();
  await books.pointsBecome(mira.id, before - 40);
  const [claim] = await mugs();
  const code = claim?.code ?? expect.fail('no reward waits');
  expect(await row.getByRole('status').textContent()).toBe(t('offers.pickup', { code }));
  await list.getByRole('button', { name: t('close') }).click();
  await list.waitFor({ state: 'detached' });

  await scan(page, code);
  await page.getByText(t('notice.unknownCode', { code })).waitFor();
  await visit.settled();
  await visit.check();
  await page.getByRole('button', { name: t('notice.collect') }).click();
  await page.getByText(t('notice.collected')).waitFor();
  expect(await mugs()).toEqual([]);
});
