import { beforeAll, expect, it } from 'vitest';
import type { Caller } from './harness/api';
import { world } from './harness/journey';
import { type Known, member, signedIn } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
let mira: Known;
let phone: Caller;
let t: Awaited<ReturnType<typeof textsOf<'member'>>>;

beforeAll(async () => {
  t = await textsOf('member');
  mira = await member(shop.server, 'Mira', '+4915112345678');
  await sell(shop.server.admin, mira, cake(60));
  phone = await signedIn(shop.server, mira);
});

it('a member signs in on the phone, gets a reward, and shows its code at the counter', async () => {
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

it('a member sees where each line of the history comes from, and why it is there', async () => {
  const path = { store_id: 'main' };
  const body = { name: 'Main Street' };
  await shop.server.admin.ask('PUT /v1/stores/{store_id}', { path, body });
  const visit = await shop.visit({ as: phone, size: PHONE });
  const { page } = visit;
  await visit.open('/app/');
  const menu = page.getByRole('navigation', { name: t('nav.label') });
  await menu.getByRole('link', { name: t('nav.history') }).click();
  await page
    .getByText(/Points for purchases/)
    .first()
    .waitFor();
  await page
    .getByText(/ · Main Street$/)
    .first()
    .waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('history');
});

it('a member invites by a link, which a friend opens and finds again until they have joined', async () => {
  const { admin } = shop.server;
  const path = { member_id: mira.id };
  const { code } = await admin.ask('GET /v1/members/{member_id}/referral-code', { path });
  const { name } = await admin.ask('GET /v1/branding', {});

  const host = await shop.visit({ as: phone, size: PHONE });
  await host.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await host.open('/app/offers/invite');
  await host.page.getByText(code, { exact: true }).waitFor();
  await host.page.getByRole('img', { name: t('invite.link') }).waitFor();
  await host.check();
  await host.shot('invite');
  await host.page.getByRole('button', { name: t('invite.copy') }).click();
  await host.page.getByRole('button', { name: t('copied') }).waitFor();
  const copied = await host.page.evaluate(() => navigator.clipboard.readText());
  await host.page.getByText(copied, { exact: true }).waitFor();
  const link = new URL(copied);
  expect(link.origin).toBe(new URL(shop.server.url).origin);

  const guest = await shop.visit({ size: PHONE });
  const { page } = guest;
  const invited = page.getByRole('heading', { name: t('invited.title', { shop: name }) });
  await guest.open(link.pathname + link.hash);
  await invited.waitFor();
  await page.getByText(code, { exact: true }).waitFor();
  await guest.settled();
  await guest.check();
  await guest.shot('invited');
  await guest.open('/app/');
  await invited.waitFor();
  await page.getByText(code, { exact: true }).waitFor();

  const jonas = { name: 'Jonas', phone: '+4915112345679' };
  await admin.ask('POST /v1/members', {
    body: {
      identities: [{ kind: 'phone', value: jonas.phone }],
      profile: {},
      contact: { name: jonas.name },
      referred_by: { code },
    },
  });
  await guest.open(link.pathname + link.hash);
  await page.getByRole('button', { name: t('invited.signIn') }).click();
  await page.getByLabel(t('signIn.phone')).fill(jonas.phone);
  await page.getByRole('button', { name: t('signIn.send') }).click();
  await page.getByLabel(t('code.label')).fill(await shop.server.codeFor(jonas.phone));
  await page.getByRole('region', { name: t('home.card') }).waitFor();
  await guest.open(link.pathname + link.hash);
  await page.getByRole('heading', { name: t('invited.already') }).waitFor();
  await guest.settled();
  await guest.check();
  await guest.shot('invited-already');
});
