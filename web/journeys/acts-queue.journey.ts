import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { type Known, member, owner, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books } from './harness/till';

const shop = world(PROGRAMME);
/** Points go to the programme of an airline, too: four of them are a mile. */
const AIRLINE = `
exchanges:
  airline:
    name: { en: Blue Wings, ru: Синие крылья }
    unit: points
    every: 4
    gives: 1
    of: { en: { one: mile, other: miles }, ru: { one: миля, few: мили, many: миль, other: мили } }
`;
let olga: Person;
let mira: Known;
let jonas: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira', '+4915112345678');
  jonas = await member(shop.server, 'Jonas', '+4915112345679');
  books = new Books(shop.server.admin);
});

/** A review that a member says to have written. */
async function review(who: Known, reference: string): Promise<void> {
  const event = { event: 'review', member: { id: who.id }, reference };
  const evidence = `https://example.org/reviews/${reference}`;
  await shop.server.admin.ask('POST /v1/events', { body: { ...event, evidence } });
  await books.caughtUp();
}

/** Whose submissions are in a state. */
async function handedIn(state: 'open' | 'approved' | 'rejected'): Promise<string[]> {
  await books.caughtUp();
  const { items } = await olga.api.ask('GET /v1/submissions', { query: { state } });
  return items.map((one) => one.member ?? '');
}

it('of two reviews one is approved and rewarded, the other one refused with a word about why', async () => {
  await review(mira, 'mira');
  await review(jonas, 'jonas');
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const of = (who: Known) => page.getByRole('listitem').filter({ hasText: who.name });
  await visit.open('/console/offers/queue');
  const evidence = of(mira).getByRole('link', { name: /reviews\/mira/ });
  expect(await evidence.getAttribute('href')).toBe('https://example.org/reviews/mira');
  await of(jonas).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('waiting');

  await of(mira)
    .getByRole('button', { name: t('queue.approveOne', { name: 'A review' }) })
    .click();
  await of(mira).waitFor({ state: 'detached' });
  expect(await handedIn('approved')).toEqual([mira.id]);
  await books.pointsBecome(mira.id, 7);

  await of(jonas)
    .getByRole('button', { name: t('queue.refuse') })
    .click();
  await of(jonas).getByLabel(t('queue.reason')).fill('This page is not there');
  await visit.check(['light']);
  await visit.shot('refusing');
  await of(jonas)
    .getByRole('button', { name: t('queue.refuse') })
    .click();
  await page.getByText(t('queue.emptyTitle')).waitFor();
  expect(await handedIn('rejected')).toEqual([jonas.id]);
  expect(await handedIn('open')).toEqual([]);
  expect(await books.points(jonas.id)).toEqual({ spendable: 0, held: 0 });

  // What was decided can be looked up, and is decided once.
  await page.getByText(t('queue.rejected'), { exact: true }).click();
  await of(jonas).getByText(t('queue.is.rejected')).waitFor();
  expect(await of(jonas).getByRole('button').count()).toBe(0);
  await page.getByText(t('queue.approved'), { exact: true }).click();
  await of(mira).getByText(t('queue.is.approved')).waitFor();
  await visit.settled();
  await visit.check(['light']);
});

it('an exchange is booked at the partner, or goes back to the member', async () => {
  const { admin } = shop.server;
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const toExchanges = async () => {
    await visit.open('/console/offers/queue');
    await page.getByRole('tab', { name: t('queue.exchanges') }).click();
  };
  await toExchanges();
  await page.getByText(t('exchange.emptyTitle')).waitFor();
  await visit.settled();
  await visit.check(['light']);

  const { number } = await olga.api.ask('POST /v1/programme/versions', {
    body: { document: readFileSync(PROGRAMME, 'utf8') + AIRLINE },
  });
  await olga.api.ask('POST /v1/programme/versions/{version}/publish', {
    path: { version: number },
    body: { counts: {} },
  });
  const ayu = await member(shop.server, 'Ayu', '+4915112345670');
  await sell(admin, ayu, cake(100));
  for (const account of ['BW-1', 'BW-2']) {
    await admin.ask('POST /v1/members/{member_id}/exchanges', {
      path: { member_id: ayu.id },
      body: { exchange: 'airline', amount: '20', account },
    });
  }
  const waiting = async () =>
    (await olga.api.ask('GET /v1/exchanges', {})).items.map(({ account }) => account);
  expect(await waiting()).toEqual(['BW-1', 'BW-2']);
  const left = (await books.points(ayu.id)).spendable;
  expect(left).toBe(100 - 20 - 20);

  await toExchanges();
  const row = (account: string) => page.getByRole('listitem').filter({ hasText: account });
  await row('BW-1').getByText('20 points → 5 miles').waitFor();
  await row('BW-1').getByRole('link', { name: ayu.name }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('exchanges');
  await row('BW-1')
    .getByRole('button', { name: t('exchange.confirm') })
    .click();
  const booked = page.getByRole('dialog', { name: t('exchange.confirmTitle') });
  await booked.getByLabel(t('exchange.reference')).fill('BW 4711');
  await visit.check(['light']);
  await visit.shot('booking');
  await booked.getByRole('button', { name: t('exchange.confirm') }).click();
  await row('BW-1').waitFor({ state: 'detached' });
  expect(await waiting()).toEqual(['BW-2']);
  expect((await books.points(ayu.id)).spendable).toBe(left);

  await row('BW-2')
    .getByRole('button', { name: t('exchange.refuse') })
    .click();
  const refused = page.getByRole('dialog', { name: t('exchange.refuseTitle') });
  await refused.getByRole('button', { name: t('exchange.refuse') }).click();
  await page.getByText(t('exchange.emptyTitle')).waitFor();
  expect(await waiting()).toEqual([]);
  await books.pointsBecome(ayu.id, left + 20);
});
