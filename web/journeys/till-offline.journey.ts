import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { holding, late, lateAnswer, RECEIPTS } from './harness/held';
import { world } from './harness/journey';
import { counter, type Known, owner, type Person } from './harness/people';
import { scan } from './harness/scanner';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import { type Books, CARD, Counter, POLL, regular } from './harness/till';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;
let cashier: Awaited<ReturnType<typeof counter>>;
let mira: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'till'>>>;

beforeAll(async () => {
  t = await textsOf('till');
  olga = await owner(shop.server);
  cashier = await counter(olga);
  ({ mira, books } = await regular(shop.server, 200));
});

let visit: Visit;
let page: Page;
let till: Counter;
/** What the books said before. */
let receipts: number;
let points: number;

beforeEach(async () => {
  visit = await shop.visit({ as: cashier.api });
  page = visit.page;
  till = new Counter(visit, t);
  await till.open();
  receipts = (await books.receipts()).length;
  points = (await books.points(mira.id)).spendable;
  await scan(page, CARD);
  await till.strip.getByText('Mira').waitFor();
});

it('an hour without a network: receipts are kept, outlive a restart, and count once', async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await visit.offline(true);
  await till.sellAlone('5');
  await till.reach('down').waitFor();
  await visit.check();
  await visit.shot('offline');
  await scan(page, CARD);
  await till.strip.getByText('Mira').waitFor();
  await till.sellAlone('7');
  await till.sellAlone('4');

  await page.reload();
  await page.getByLabel(t('scan.label')).waitFor();
  await till.waiting(3).click();
  await page.getByRole('dialog').getByText(t('queue.waiting')).nth(2).waitFor();
  await visit.shot('queue');
  await page.keyboard.press('Escape');
  expect(await books.receipts()).toHaveLength(receipts);

  // Of the first receipt that gets there, the till never hears.
  await page.route(
    RECEIPTS,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await visit.offline(false);
  await till.reach('up').waitFor();
  await till.waiting(0).waitFor();
  expect(await books.receipts()).toHaveLength(receipts + 3);
  await books.pointsBecome(mira.id, points + 5 + 7);
  await visit.shot('synced');
});

it('points that were reserved pay without a network, and once', async () => {
  await till.quoted('8');
  await page.getByRole('button', { name: /^Pay .* with/ }).click();
  await page.getByText(t('points.held')).waitFor();
  await till.receipt.getByText(t('receipt.byUnits')).waitFor();

  await visit.offline(true);
  await till.finish();
  await till.done.getByText(t('done.kept')).waitFor();
  await till.waiting(1).waitFor();
  expect(await books.receipts()).toHaveLength(receipts);

  await visit.offline(false);
  await till.waiting(0).waitFor();
  expect(await books.receipts()).toHaveLength(receipts + 1);
  // Half of 8 euros in points of ten cents, and a point for each of the other four.
  await books.pointsBecome(mira.id, points - 40 + 4);
});

it('a sale whose answer is late is taken back all the same', async () => {
  await till.quoted('9');
  const letGo = await holding(page, lateAnswer);
  await page.keyboard.press('F2');
  await till.done.getByText(t('done.kept')).waitFor();
  // The server has it, and the till does not know.
  await expect.poll(async () => (await books.receipts()).length, POLL).toBe(receipts + 1);
  await till.undo();
  await visit.shot('taken-back');

  letGo();
  await till.waiting(0).waitFor();
  const [last] = await books.receipts();
  expect(last).toMatchObject({ member: mira.id, total: '9.00', returned: '9.00' });
  await books.pointsBecome(mira.id, points);
});

it('who goes leaves their receipts to whoever comes', async () => {
  const pin = '135791';
  await olga.api.ask('POST /v1/staff', { body: { name: 'Ben', role: 'cashier', pin } });
  await till.quoted('6');
  const letGo = await holding(page, late);
  await page.keyboard.press('F2');
  await till.done.getByText(t('done.kept')).waitFor();
  await till.waiting(1).waitFor();

  await page.getByRole('button', { name: t('counter.lock') }).click();
  await page.getByRole('button', { name: 'Ben' }).click();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Ben/ }).waitFor();
  await till.waiting(1).waitFor();
  expect(await books.receipts()).toHaveLength(receipts);

  letGo();
  await till.waiting(0).waitFor();
  expect(await books.receipts()).toHaveLength(receipts + 1);
  await books.pointsBecome(mira.id, points + 6);
});
