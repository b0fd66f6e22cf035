import { beforeAll, expect, it } from 'vitest';
import type { Caller } from './harness/api';
import { world } from './harness/journey';
import { type Known, member, signedIn } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books } from './harness/till';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
let mira: Known;
let jonas: Known;
let phone: Caller;
let books: Books;

beforeAll(async () => {
  mira = await member(shop.server, 'Mira', '+4915112345678');
  jonas = await member(shop.server, 'Jonas', '+4915112345679');
  // Something of everything that goes along: points, a coupon, a certificate, a reward, a household.
  const { admin } = shop.server;
  const path = { member_id: mira.id };
  await sell(admin, mira, cake(60));
  await sell(admin, jonas, cake(30));
  await admin.ask('POST /v1/members/{member_id}/coupons', { path, body: { coupon: 'printed' } });
  await admin.ask('POST /v1/members/{member_id}/claims', { path, body: { reward: 'mug' } });
  await admin.ask('POST /v1/certificates', {
    body: { type: 'gift', value: '25', member: { id: mira.id } },
  });
  await admin.ask('POST /v1/groups', { body: { kind: 'family', head: { id: mira.id } } });
  phone = await signedIn(shop.server, mira);
  books = new Books(admin);
});

/** Whom a phone leads to. */
async function whoHas(number: string): Promise<string[]> {
  const { items } = await shop.server.admin.ask('POST /v1/members/find', {
    body: { phone: number },
  });
  return items.map(({ id }) => id);
}

it('a member deletes the account for good, and the book is still sound', async () => {
  const t = await textsOf('member');
  await books.caughtUp();
  const before = await shop.server.verify();
  expect(before).toMatchObject({ receipts: 2, broken: [] });
  expect(await whoHas(mira.phone)).toEqual([mira.id]);

  const visit = await shop.visit({ as: phone, size: PHONE });
  const { page } = visit;
  await visit.open('/app/me/data');
  await page.getByRole('button', { name: t('erase.ask') }).click();
  const sheet = page.getByRole('dialog', { name: t('erase.title') });
  const erase = sheet.getByRole('button', { name: t('erase.do') });
  const word = sheet.getByLabel(t('erase.type', { word: t('erase.word') }));
  expect(await erase.isDisabled(), 'before the word is typed').toBe(true);
  await word.fill('delet');
  expect(await erase.isDisabled(), 'with half of the word').toBe(true);
  await word.fill(t('erase.word'));
  await visit.settled();
  await visit.check();
  await visit.shot('sure');
  await erase.click();
  await page.getByRole('button', { name: t('signIn.send') }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('gone');

  expect(await whoHas(mira.phone)).toEqual([]);
  await expect(phone.ask('GET /v1/session', {})).rejects.toMatchObject({ status: 401 });
  await page.reload();
  await page.getByRole('button', { name: t('signIn.send') }).waitFor();

  await books.caughtUp();
  const after = await shop.server.verify();
  // What was sold stays sold.
  expect(after).toMatchObject({ receipts: 2, broken: [] });
  expect(after.entries, 'the erasure stands in the book').toBeGreaterThan(before.entries);
  expect(await whoHas(jonas.phone)).toEqual([jonas.id]);
  await books.pointsBecome(jonas.id, 30);
});

it('the phone of somebody who left is free for a new account, which begins with nothing', async () => {
  const again = await member(shop.server, 'Mira', mira.phone);
  expect(again.id).not.toBe(mira.id);
  expect(await whoHas(mira.phone)).toEqual([again.id]);
  await books.pointsBecome(again.id, 0);
  await books.caughtUp();
  expect((await shop.server.verify()).broken).toEqual([]);
});
