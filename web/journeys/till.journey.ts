import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { world } from './harness/journey';
import { counter, type Known, owner } from './harness/people';
import { scan } from './harness/scanner';
import { cake, PROGRAMME, sell } from './harness/shop';
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
  ({ mira, books } = await regular(shop.server, 100));
});

let visit: Visit;
let page: Page;
let till: Counter;

beforeEach(async () => {
  visit = await shop.visit({ as: cashier.api });
  page = visit.page;
  till = new Counter(visit, t);
  await till.open();
});

it('a sale with points: found by a scan, paid with points in one tap, taken back in two', async () => {
  const { spendable: before } = await books.points(mira.id);
  visit.effort.restart();
  await scan(page, CARD);
  await till.strip.getByText('Mira').waitFor();
  expect(visit.effort.clicks, 'taps to find somebody by a scan').toBe(0);

  await till.quoted('8');
  await visit.settled();
  await visit.check();
  await visit.shot('quoted');
  await page.keyboard.press('Enter');
  visit.effort.restart();
  await page.getByRole('button', { name: /^Pay .* with/ }).click();
  await page.getByRole('button', { name: t('points.dont') }).waitFor();
  expect(visit.effort.clicks, 'taps to pay with points').toBe(1);
  await till.receipt.getByText(t('receipt.byUnits')).waitFor();
  await visit.settled();
  await visit.shot('with-points');
  await till.finish();
  await till.done.getByText(t('done.taken')).waitFor();
  await visit.check();
  await visit.shot('done');
  // Half of 8 euros in points of ten cents, and a point for each of the other four.
  await books.pointsBecome(mira.id, before - 40 + 4);

  visit.effort.restart();
  await till.undo();
  expect(visit.effort.clicks, 'taps to take a sale back').toBe(2);
  await books.pointsBecome(mira.id, before);
  await visit.shot('undone');
});

it('a sale by keys alone, with the digits of a phone', async () => {
  visit.effort.restart();
  // At the pace of a hand: what is faster is a scanner.
  await page.keyboard.type('015112345678', { delay: 60 });
  await page.keyboard.press('Enter');
  await till.strip.getByText('Mira').waitFor();
  await page.keyboard.type('3.20');
  await till.receipt.getByText(t('receipt.earns')).first().waitFor();
  const { length } = await books.receipts(mira.id);
  await page.keyboard.press('F2');
  await till.done.waitFor();
  expect(visit.effort.clicks).toBe(0);
  await expect.poll(async () => (await books.receipts(mira.id)).length, POLL).toBe(length + 1);
});

it('somebody joins at the till within a quarter of a minute', async () => {
  visit.effort.restart();
  await page.getByRole('button', { name: t('enrolment.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('enrolment.phone'), { exact: true }).fill('0151 2345 6789');
  await dialog.getByLabel(t('enrolment.name'), { exact: true }).fill('Nadia');
  await dialog.getByLabel(t('enrolment.agrees')).check();
  await visit.check();
  await visit.shot('enrolment');
  await dialog.getByRole('button', { name: t('enrolment.send') }).click();
  await till.strip.getByText('Nadia').waitFor();
  expect(visit.effort.seconds).toBeLessThan(15);
  expect(visit.effort.fields).toBe(2);
  expect(visit.effort.clicks).toBeLessThanOrEqual(3);
  const found = await shop.server.admin.ask('POST /v1/members/find', {
    body: { phone: '+4915123456789' },
  });
  expect(found.items.map((one) => one.contact?.name)).toEqual(['Nadia']);
  expect(found.items.map((one) => one.profile?.consents)).toEqual([['till/membership']]);
});

it('somebody joins with the code of a friend: a wrong one loses nothing, the right one is scanned', async () => {
  const path = { member_id: mira.id };
  const { code } = await shop.server.admin.ask('GET /v1/members/{member_id}/referral-code', {
    path,
  });
  await page.getByRole('button', { name: t('enrolment.open') }).click();
  const dialog = page.getByRole('dialog');
  const field = (name: 'phone' | 'name' | 'friend') =>
    dialog.getByLabel(t(`enrolment.${name}`), { exact: true });
  await field('phone').fill('0151 3456 7890');
  await field('name').fill('Pavel');
  await field('friend').fill('0000-00000');
  await dialog.getByLabel(t('enrolment.agrees')).check();
  await dialog.getByLabel(t('enrolment.offers')).check();
  await dialog.getByRole('button', { name: t('enrolment.send') }).click();
  await dialog.getByText(t('title:referral.unknown')).waitFor();
  await visit.check();
  await visit.shot('friend-unknown');
  expect(await field('phone').inputValue()).toBe('0151 3456 7890');
  expect(await field('name').inputValue()).toBe('Pavel');

  await scan(page, code);
  await expect.poll(() => field('friend').inputValue(), POLL).toBe(code);
  await dialog.getByText(t('title:referral.unknown')).waitFor({ state: 'detached' });
  expect(await field('phone').inputValue()).toBe('0151 3456 7890');
  await visit.shot('friend');
  await dialog.getByRole('button', { name: t('enrolment.send') }).click();
  await till.strip.getByText('Pavel').waitFor();

  const phone = '+4915134567890';
  const found = await shop.server.admin.ask('POST /v1/members/find', { body: { phone } });
  expect(found.items.map((one) => one.profile?.consents)).toEqual([
    ['sms/offers', 'till/membership'],
  ]);
  const { spendable: before } = await books.points(mira.id);
  const pavel = { id: found.items[0]?.id ?? '', name: 'Pavel', phone };
  await sell(shop.server.admin, pavel, cake(20));
  await books.pointsBecome(mira.id, before + 50);
});

it('a second window says that another one is the till, and goes on when that is closed', async () => {
  const second = await page.context().newPage();
  await second.goto('/till/');
  await second.getByRole('heading', { name: t('elsewhere.title') }).waitFor();
  expect(await second.getByLabel(t('scan.label')).count()).toBe(0);
  await page.close();
  await second.getByLabel(t('scan.label')).waitFor();
});
