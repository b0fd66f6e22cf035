import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { press, tabTo } from './harness/keyboard';
import { type Known, member, owner, PASSWORD, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books } from './harness/till';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;
let mira: Known;
let books: Books;

beforeAll(async () => {
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira', '+4915112345678');
  await member(shop.server, 'Jonas', '+4915112345679');
  await sell(shop.server.admin, mira, cake(60));
  books = new Books(shop.server.admin);
});

it('a member signs in and gets a reward by keys alone', async () => {
  const t = await textsOf('member');
  const visit = await shop.visit({ size: PHONE });
  const { page } = visit;
  await visit.open('/app/');
  await tabTo(page.getByLabel(t('signIn.phone')));
  await page.keyboard.type(mira.phone);
  await page.keyboard.press('Enter');
  // The field for the code has the focus, and the last digit is enough.
  await page.getByLabel(t('code.label')).waitFor();
  await page.keyboard.type(await shop.server.codeFor(mira.phone));

  const menu = page.getByRole('navigation', { name: t('nav.label') });
  await press(menu.getByRole('link', { name: t('nav.rewards') }));
  await page.getByRole('heading', { level: 1, name: t('rewards.title') }).waitFor();
  await visit.settled();
  await press(page.getByRole('button', { name: /A mug/ }));
  const sheet = page.getByRole('dialog', { name: 'A mug' });
  await press(sheet.getByRole('button', { name: /^Get it for/ }));
  await sheet.getByText(t('rewards.yours')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('reward');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(visit.effort.clicks).toBe(0);

  await books.pointsBecome(mira.id, 60 - 40);
  const path = { member_id: mira.id };
  const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/claims', { path });
  expect(items.map((one) => one.reward)).toEqual(['mug']);
});

it('support signs in, finds a member, opens the profile and corrects the points by keys alone', async () => {
  const t = await textsOf('console');
  const { spendable: before } = await books.points(mira.id);
  await books.caughtUp();
  const visit = await shop.visit();
  const { page } = visit;
  await visit.open('/console/');
  await tabTo(page.getByLabel(t('field.email')));
  await page.keyboard.type(olga.email);
  await tabTo(page.getByLabel(t('field.password'), { exact: true }));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByLabel(t('code.label')).waitFor();
  await page.keyboard.type(olga.authenticator.code());

  const menu = page.getByRole('navigation', { name: t('menu.label') });
  await press(menu.getByRole('link', { name: t('members.title'), exact: true }));
  const jonas = page.getByRole('link', { name: /Jonas/ });
  await jonas.waitFor();
  await tabTo(page.getByLabel(t('members.search')));
  await page.keyboard.type('Mira');
  await jonas.waitFor({ state: 'detached' });
  await visit.settled();
  await press(page.getByRole('link', { name: /Mira/ }));
  await page.getByRole('heading', { level: 1, name: 'Mira' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/console/members/${mira.id}`);
  await visit.settled();
  await visit.check();
  await visit.shot('profile');

  await press(page.getByRole('button', { name: t('acts.adjust') }));
  const dialog = page.getByRole('dialog', { name: t('adjust.title') });
  await tabTo(dialog.getByLabel(t('adjust.amount', { unit: 'points' })));
  await page.keyboard.type('5');
  await tabTo(dialog.getByLabel(t('adjust.reason')));
  await page.keyboard.type('The coffee was cold');
  await visit.check();
  await visit.shot('adjust');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(t('adjust.done', { amount: '5 points' })).waitFor();
  expect(visit.effort.clicks).toBe(0);
  await books.pointsBecome(mira.id, before + 5);
});
