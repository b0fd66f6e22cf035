import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { MemberId } from '../shared/api/types';
import { world } from './harness/journey';
import { type Known, member, owner, type Person } from './harness/people';
import { cake, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books, POLL } from './harness/till';

const shop = world(fileURLToPath(new URL('./memberships.yaml', import.meta.url)));
let olga: Person;
let mira: Known;
let ayu: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira', '+4915112345678');
  ayu = await member(shop.server, 'Ayu', '+4915112345679');
  books = new Books(shop.server.admin);
});

/** The memberships that somebody has, as the books say. */
async function held(id: MemberId) {
  const path = { member_id: id };
  const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/memberships', {
    path,
  });
  return items.map(({ membership, trial, fee }) => ({ membership, trial, fee: Number(fee) }));
}

/** Opens the dialog of selling on the page of a member. */
async function selling(page: Page) {
  await page.getByRole('button', { name: t('acts.more') }).click();
  await page.getByRole('menuitem', { name: t('acts.membership') }).click();
  const dialog = page.getByRole('dialog', { name: t('membership.title') });
  await dialog.getByLabel(t('membership.which')).waitFor();
  return dialog;
}

/** What a figure of a membership says on the page. */
const figure = (page: Page, name: 'members' | 'on_trial' | 'sold' | 'paid' | 'cancelled') =>
  page
    .locator('.item-figures > div')
    .filter({ has: page.locator('dt').getByText(t(`plans.${name}`), { exact: true }) })
    .locator('dd');

it('a membership is sold on the page of a member, at another price than the usual one', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/members/${mira.id}`);
  const dialog = await selling(page);
  await dialog.getByText(t('membership.paidHint', { fee: '€20.00' })).waitFor();
  const paid = dialog.getByLabel(`${t('membership.paid')}, EUR`);
  await paid.fill('a lot');
  await dialog.getByText(t('membership.paidWrong')).waitFor();
  await paid.fill('15');
  await visit.check();
  await visit.shot('selling');
  await dialog.getByRole('button', { name: t('membership.sell'), exact: true }).click();
  await page.getByText(t('membership.sold', { name: 'Plus' })).waitFor();
  await page.getByRole('button', { name: `${t('membership.end')}: Plus` }).waitFor();
  await visit.settled();
  await visit.check(['light']);
  await visit.shot('sold');
  expect(await held(mira.id)).toEqual([{ membership: 'plus', trial: false, fee: 15 }]);
});

it('somebody tries it for nothing, once', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/members/${ayu.id}`);
  const dialog = await selling(page);
  await dialog.getByLabel(t('membership.trial')).check();
  await dialog.getByRole('button', { name: t('membership.try'), exact: true }).click();
  await page.getByText(t('membership.tried', { name: 'Plus' })).waitFor();
  await page.getByText(t('members.trial'), { exact: true }).first().waitFor();
  expect(await held(ayu.id)).toEqual([{ membership: 'plus', trial: true, fee: 0 }]);

  const again = await selling(page);
  await again.getByLabel(t('membership.trial')).check();
  await again.getByRole('button', { name: t('membership.try'), exact: true }).click();
  await again.getByRole('alert').waitFor();
  await visit.check(['light']);
  expect(await held(ayu.id)).toHaveLength(1);
});

it('a membership shows who has it and what was sold, and leads to the members', async () => {
  await books.caughtUp();
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/offers');
  await page
    .getByRole('navigation', { name: t('offers.nav') })
    .getByRole('link', { name: t('plans.title') })
    .click();
  await page.getByRole('heading', { level: 2, name: 'Plus' }).waitFor();
  await expect.poll(() => figure(page, 'members').textContent(), POLL).toBe('2');
  expect(await figure(page, 'on_trial').textContent()).toBe('1');
  expect(await figure(page, 'sold').textContent()).toBe('1');
  expect(await figure(page, 'paid').textContent()).toBe('€15.00');
  await visit.settled();
  await visit.check();
  await visit.shot('memberships');

  await page.getByRole('link', { name: `${t('plans.whose')}: Plus` }).click();
  await page.getByRole('heading', { level: 1, name: 'Plus' }).waitFor();
  const lines = page.locator('.member-line');
  await lines.nth(1).waitFor();
  expect(await lines.count()).toBe(2);
  await lines.filter({ hasText: 'Ayu' }).getByText(t('members.trial')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('who-has-it');
  await lines.filter({ hasText: 'Mira' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mira' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/console/members/${mira.id}`);
});

it('a membership ends before its time, and the screen says what goes back', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/members/${mira.id}`);
  await page.getByRole('button', { name: `${t('membership.end')}: Plus` }).click();
  const dialog = page.getByRole('dialog', { name: t('membership.endTitle', { name: 'Plus' }) });
  await dialog.getByLabel(t('coupon.reason')).fill('Moves away');
  await visit.check();
  await visit.shot('ending');
  await dialog.getByRole('button', { name: t('membership.end'), exact: true }).click();
  // Within two weeks the whole fee goes back.
  await page.getByText(t('membership.paidBack', { amount: '€15.00' })).waitFor();
  await visit.settled();
  await visit.check(['light']);
  expect(await held(mira.id)).toEqual([]);

  await books.caughtUp();
  await visit.open('/console/offers/memberships/plus');
  await expect.poll(() => figure(page, 'members').textContent(), POLL).toBe('1');
  expect(await figure(page, 'cancelled').textContent()).toBe('1');
  await page.locator('.member-line').filter({ hasText: 'Ayu' }).waitFor();
  expect(await page.locator('.member-line').count()).toBe(1);
});

it('batches, raffles and rewards say what became of them', async () => {
  const { admin } = shop.server;
  const { codes } = await olga.api.ask('POST /v1/coupon-batches', {
    body: { coupon: 'printed', count: 5 },
  });
  await sell(admin, mira, cake(20));
  const [code = ''] = codes;
  await admin.ask('POST /v1/receipts', {
    body: { store: { id: 'main' }, member: { id: ayu.id }, lines: [cake(12)], codes: [code] },
  });
  const path = { member_id: mira.id };
  const claimed = async () =>
    (await admin.ask('POST /v1/members/{member_id}/claims', { path, body: { reward: 'mug' } }))
      .claim ?? '';
  await claimed();
  const second = await claimed();
  await admin.ask('POST /v1/claims/{claim_id}/cancel', { path: { claim_id: second }, body: {} });
  await books.caughtUp();

  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/offers/coupons');
  const batch = page.getByRole('listitem').filter({ hasText: t('coupons.codes', { count: 5 }) });
  const became = [t('batch.used', { used: '1' }), t('batch.left', { left: '4' })].join(' · ');
  await batch.getByText(became).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('batches');

  await visit.open('/console/offers/raffles');
  // Four tickets for twenty euros, two for the ten that were left to pay.
  await page.getByText(t('draw.total', { tickets: '6', members: '2' })).waitFor();
  await visit.settled();
  await visit.check(['light']);
  await visit.shot('raffles');

  await visit.open('/console/offers');
  const mug = page.getByRole('article').filter({ hasText: 'A mug' });
  await mug.getByText(`${t('figures.claims')}: 2`).waitFor();
  await mug.getByText(`${t('figures.cancels')}: 1`).waitFor();
  await visit.settled();
  await visit.check(['light']);
});
