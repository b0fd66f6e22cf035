import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { world } from './harness/journey';
import { member, owner, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books, POLL } from './harness/till';
import type { Visit } from './harness/visit';

const DAY_MS = 24 * 60 * 60 * 1000;

const shop = world(PROGRAMME);
let olga: Person;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  const { admin } = shop.server;
  const mira = await member(shop.server, 'Mira Aliyeva', '+4915112345678');
  const jonas = await member(shop.server, 'Jonas Weber', '+4915112345679');
  await sell(admin, mira, cake(120));
  // Too little for a ticket.
  await sell(admin, jonas, cake(3));
  await admin.ask('POST /v1/members/{member_id}/adjustments', {
    path: { member_id: jonas.id },
    body: {
      unit: 'points',
      amount: '7',
      reason: 'For a short while',
      expires_at: new Date(Date.now() + 10 * DAY_MS).toISOString(),
    },
  });
});

let visit: Visit;
let page: Page;

beforeEach(async () => {
  await new Books(shop.server.admin).caughtUp();
  visit = await shop.visit({ as: olga.api });
  page = visit.page;
  await visit.open('/console/reports');
});

/** Each line of the list says one of these, in this order. */
async function linesAre(...said: string[]): Promise<void> {
  const lines = () => page.getByRole('main').getByRole('listitem').allTextContents();
  await expect.poll(lines, POLL).toEqual(said.map((one) => expect.stringContaining(one)));
}

/** One tap shows everything again. */
const takeOff = (name: string) =>
  page.getByRole('button', { name: t('list.takeOff', { name }) }).click();

it('a level opens its members', async () => {
  await page.getByRole('link', { name: /^Regular/ }).click();
  await linesAre('Mira Aliyeva');
  await visit.settled();
  await visit.check();
  await visit.shot('members-of-a-level');
  await takeOff(t('members.ofTier', { name: 'Regular' }));
  await linesAre('Jonas Weber', 'Mira Aliyeva');
});

it('a rule opens its receipts', async () => {
  const name = 'A ticket for five euros';
  await page.getByRole('link', { name: t('reports.receiptsOf', { name }) }).click();
  await linesAre('120.00');
  await visit.settled();
  await visit.check();
  await visit.shot('receipts-of-a-rule');
  await takeOff(t('receipts.ofRule', { name }));
  await linesAre('3.00', '120.00');
});

it('what expires soon opens its days, and those who lose it', async () => {
  await page.getByRole('button', { name: /^7 points/ }).click();
  const days = page.getByRole('main').getByRole('listitem').getByRole('listitem');
  await expect.poll(() => days.allTextContents(), POLL).toEqual([expect.stringMatching(/7$/)]);
  await visit.settled();
  await visit.check();
  await visit.shot('days-of-expiry');
  await page.getByRole('link', { name: t('reports.whose') }).click();
  await linesAre('Jonas Weber');
  await visit.settled();
  await visit.check();
  await visit.shot('members-who-lose');
  await takeOff(t('members.expiring', { unit: 'points' }));
  await linesAre('Jonas Weber', 'Mira Aliyeva');
});
