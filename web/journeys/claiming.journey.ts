import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { today } from '../member/screens/history/printed';
import type { Receipt } from '../shared/api/types';
import { world } from './harness/journey';
import {
  type Counter as Cashier,
  counter,
  type Known,
  member,
  owner,
  type Person,
  signedIn,
} from './harness/people';
import { scan } from './harness/scanner';
import { cake } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books, CARD, Counter, giveCard } from './harness/till';
import { PHONE } from './harness/visit';

const shop = world(fileURLToPath(new URL('./claiming.yaml', import.meta.url)));
let olga: Person;
let cashier: Cashier;
let mira: Known;
let jonas: Known;
let ayu: Known;
let books: Books;

beforeAll(async () => {
  const { admin } = shop.server;
  olga = await owner(shop.server);
  cashier = await counter(olga);
  mira = await member(shop.server, 'Mira', '+4915112345678');
  jonas = await member(shop.server, 'Jonas', '+4915112345679');
  ayu = await member(shop.server, 'Ayu', '+4915112345670');
  await giveCard(admin, mira);
  books = new Books(admin);
});

/** A sale that nobody was known at. */
const sellToNobody = (number: string, price: number): Promise<Receipt> =>
  shop.server.admin.ask('POST /v1/receipts', {
    body: { store: { id: 'main' }, till: '1', number, lines: [cake(price)] },
  });

it('a card that is shown after the sale: one tap, and it can still be taken back', async () => {
  const t = await textsOf('till');
  const visit = await shop.visit({ as: cashier.api });
  const till = new Counter(visit, t);
  await till.open();
  await till.price.fill('12');
  await till.finish();
  await till.done.getByText(t('done.taken')).waitFor();
  await scan(visit.page, CARD);
  const add = till.strip.getByRole('button', { name: /^Add the last receipt .*12\.00/ });
  await add.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('late-card');
  visit.effort.restart();
  await add.click();
  await till.done.getByText(t('done.claimed')).waitFor();
  expect(visit.effort.clicks, 'taps to add the last receipt').toBe(1);
  await till.done.getByText('+12 points').waitFor();
  await till.done.getByText('Mira').waitFor();
  await visit.check();
  await visit.shot('claimed');
  await books.pointsBecome(mira.id, 12);

  await scan(visit.page, CARD);
  await till.strip.getByText('Mira').waitFor();
  await visit.settled();
  expect(await add.count(), 'a receipt is claimed once').toBe(0);
  await visit.page.getByRole('button', { name: t('member.remove') }).click();
  await till.undo();
  await books.pointsBecome(mira.id, 0);
});

it('a receipt that support gives to whoever it belongs to', async () => {
  const t = await textsOf('console');
  const { id } = await sellToNobody('000200', 20);
  await books.caughtUp();
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/reports/receipts/${id}`);
  const give = page.getByRole('button', { name: t('receipts.give') });
  await give.waitFor();
  await visit.check();
  await visit.shot('receipt-of-nobody');
  await give.click();
  const dialog = page.getByRole('dialog', { name: t('receipts.giveTitle') });
  await dialog.getByLabel(t('receipts.giveWho')).fill('Jonas');
  await dialog.getByRole('button', { name: /Jonas/ }).click();
  const act = dialog.getByRole('button', { name: t('receipts.giveAct', { name: 'Jonas' }) });
  await act.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('giving');
  await act.click();
  await page.getByText(t('receipts.given', { name: 'Jonas' })).waitFor();
  await page.getByRole('link', { name: 'Jonas' }).waitFor();
  await page.getByText(/^Claimed on/).waitFor();
  await visit.settled();
  expect(await give.count()).toBe(0);
  await visit.check();
  await visit.shot('given');
  await books.pointsBecome(jonas.id, 20);
});

it('a receipt that a member types off the paper', async () => {
  const t = await textsOf('member');
  await sellToNobody('000123', 30);
  const visit = await shop.visit({ as: await signedIn(shop.server, ayu), size: PHONE });
  const { page } = visit;
  await visit.open('/app/history');
  await page.getByRole('button', { name: new RegExp(`^${t('printed.title')}`) }).click();
  const sheet = page.getByRole('dialog', { name: t('printed.title') });
  const total = sheet.getByLabel(t('printed.total', { currency: 'EUR' }));
  await sheet.getByLabel(t('printed.store'), { exact: true }).fill('main');
  await sheet.getByLabel(t('printed.till'), { exact: true }).fill('1');
  await sheet
    .getByLabel(t('printed.day'), { exact: true })
    .fill(today(Date.now(), 'Europe/Berlin'));
  await sheet.getByLabel(t('printed.number'), { exact: true }).fill('000123');
  await total.fill('29');
  await visit.settled();
  await visit.check();
  await visit.shot('printed');
  const send = sheet.getByRole('button', { name: t('printed.send'), exact: true });
  await send.click();
  await sheet.getByText(t('title:receipt.not_found')).waitFor();
  await visit.check();
  await visit.shot('not-found');

  await total.fill('30');
  await send.click();
  await sheet.getByText('+30 points').waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('added');
  // The one at the head, and the one below what was said.
  await sheet
    .getByRole('button', { name: t('close') })
    .last()
    .click();
  await page.getByText(t('act.claim_receipt')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('history');
  await books.pointsBecome(ayu.id, 30);
});
