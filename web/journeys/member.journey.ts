import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { type Known, member, signedIn } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
let mira: Known;

beforeAll(async () => {
  mira = await member(shop.server, 'Mira', '+4915112345678');
  await sell(shop.server.admin, mira, cake(60));
});

it('a member signs in on the phone, gets a reward, and shows its code at the counter', async () => {
  const t = await textsOf('member');
  const visit = await shop.visit({ size: PHONE });
  const { page } = visit;
  await visit.open('/app/');
  await page.getByLabel(t('signIn.phone')).fill(mira.phone);
  await page.getByRole('button', { name: t('signIn.send') }).click();
  await page.getByLabel(t('code.label')).fill(await shop.server.codeFor(mira.phone));
  const menu = page.getByRole('navigation', { name: t('nav.label') });
  await menu.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('card');

  await menu.getByRole('link', { name: t('nav.rewards') }).click();
  await page.getByRole('button', { name: /A mug/ }).click();
  const sheet = page.getByRole('dialog', { name: 'A mug' });
  await sheet.waitFor();
  await visit.check();
  await visit.shot('reward');
  await sheet.getByRole('button', { name: /^Get it for/ }).click();
  await page.getByText(t('rewards.yours')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('yours');

  const path = { member_id: mira.id };
  const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/balances', { path });
  expect(Number(items.find((one) => one.unit === 'points')?.spendable)).toBe(60 - 40);
});

it('the card opens without a network, within half a second', async () => {
  const t = await textsOf('member');
  const visit = await shop.visit({ as: await signedIn(shop.server, mira), size: PHONE });
  const { page } = visit;
  await visit.open('/app/');
  const card = page.getByRole('region', { name: t('home.card') });
  await card.waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await visit.offline(true);
  await page.reload();
  await card.waitFor();
  // Measured by the browser itself: from the wish to load to the card on the screen.
  const shownAfter = await page.evaluate(() => performance.now());
  expect(shownAfter).toBeLessThan(1500);
  await visit.check();
  await visit.shot('offline');
});

it('a member sees why each line of the history is there', async () => {
  const t = await textsOf('member');
  const visit = await shop.visit({ as: await signedIn(shop.server, mira), size: PHONE });
  const { page } = visit;
  await visit.open('/app/');
  const menu = page.getByRole('navigation', { name: t('nav.label') });
  await menu.getByRole('link', { name: t('nav.history') }).click();
  await page
    .getByText(/Points for purchases/)
    .first()
    .waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('history');
});
