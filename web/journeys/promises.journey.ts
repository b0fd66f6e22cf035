import { beforeAll, expect, it } from 'vitest';
import type { Caller } from './harness/api';
import { holding, late } from './harness/held';
import { world } from './harness/journey';
import { counter, owner, signedIn } from './harness/people';
import { scan } from './harness/scanner';
import { PROGRAMME } from './harness/shop';
import { noteFromKey, noteFromLoad, shownAfter } from './harness/shown';
import { textsOf } from './harness/texts';
import { type Books, CARD, Counter, regular } from './harness/till';
import { PHONE, type Visit } from './harness/visit';

// What has to be there in time. This file runs when nothing else does, so that it measures our screens alone.

const shop = world(PROGRAMME);
/** The promise of the card, on any network and on none. */
const CARD_MS = 500;
/** How long a sale waits for the server at most, and what a busy machine may need to draw that it is over. */
const PROMISE_MS = 800;
const DRAWING_MS = 200;
let cashier: Awaited<ReturnType<typeof counter>>;
let phone: Caller;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'member'>>>;

beforeAll(async () => {
  t = await textsOf('member');
  cashier = await counter(await owner(shop.server));
  const { mira, books: theirs } = await regular(shop.server, 60);
  books = theirs;
  phone = await signedIn(shop.server, mira);
});

it('the card opens within half a second without a network', async () => {
  const visit = await withCard();
  await visit.offline(true);
  expect(await openedAgain(visit)).toBeLessThan(CARD_MS);
  await visit.check();
  await visit.shot('offline');
});

it('the card opens within half a second with a network that never answers', async () => {
  const visit = await withCard();
  shop.server.fallSilent();
  try {
    expect(await openedAgain(visit)).toBeLessThan(CARD_MS);
    await visit.shot('silent');
  } finally {
    shop.server.answerAgain();
  }
});

/** A phone on which the card was open before. */
async function withCard(): Promise<Visit> {
  const visit = await shop.visit({ as: phone, size: PHONE });
  await visit.open('/app/');
  await visit.page.getByRole('region', { name: t('home.card') }).waitFor();
  await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  return visit;
}

/** How many milliseconds after the wish to load the card stands there, code and all. */
async function openedAgain(visit: Visit): Promise<number> {
  const { page } = visit;
  await noteFromLoad(page, `[aria-label="${t('home.card')}"] svg.qr`);
  await page.reload();
  return await shownAfter(page);
}

it('a server that does not answer holds up no sale', async () => {
  const words = await textsOf('till');
  const visit = await shop.visit({ as: cashier.api });
  const { page } = visit;
  const till = new Counter(visit, words);
  await till.open();
  const receipts = (await books.receipts()).length;
  await scan(page, CARD);
  await till.strip.getByText('Mira').waitFor();
  await till.quoted('6');
  const letGo = await holding(page, late);
  await noteFromKey(page, `[aria-label="${words('done.label')}"]`);
  await page.keyboard.press('F2');
  expect(await shownAfter(page)).toBeLessThan(PROMISE_MS + DRAWING_MS);
  await till.done.getByText(words('done.kept')).waitFor();
  await visit.shot('kept');

  letGo();
  await till.waiting(0).waitFor();
  expect(await books.receipts()).toHaveLength(receipts + 1);
});
