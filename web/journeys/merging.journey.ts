import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { colleague, type Known, member, owner, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books } from './harness/till';

const shop = world(PROGRAMME);
let olga: Person;
/** One person who joined twice. */
let mira: Known;
let again: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira Aliyeva', '+4915112345678');
  again = await member(shop.server, 'M. Aliyeva', '+4915187654321');
  books = new Books(shop.server.admin);
  await sell(shop.server.admin, mira, cake(60));
  await sell(shop.server.admin, again, cake(50));
});

/** Whom a phone leads to. */
async function whoHas(phone: string): Promise<string[]> {
  const { items } = await shop.server.admin.ask('POST /v1/members/find', { body: { phone } });
  return items.map(({ id }) => id);
}

/** Opens Mira's profile and finds the other account, to merge the two. */
async function sideBySide() {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/members/${mira.id}`);
  await page.getByRole('button', { name: t('acts.more') }).click();
  await page.getByRole('menuitem', { name: t('acts.merge') }).click();
  const dialog = page.getByRole('dialog', { name: t('merge.title') });
  await dialog.getByLabel(t('merge.pick')).fill('4321');
  await dialog.getByRole('button', { name: /M\. Aliyeva/ }).click();
  return { visit, page, dialog };
}

it('two accounts of one person become one', async () => {
  const { visit, page, dialog } = await sideBySide();
  await dialog.getByText(t('merge.goesOn'), { exact: true }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('side-by-side');
  await dialog.getByRole('button', { name: t('merge.act'), exact: true }).click();
  await page.getByText(t('merge.done')).waitFor();
  await page.getByRole('link', { name: again.name }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('goes-on');

  await books.pointsBecome(mira.id, 60 + 50);
  await books.pointsBecome(again.id, 0);
  expect(await whoHas(mira.phone)).toEqual([mira.id]);
  expect(await whoHas(again.phone)).toEqual([mira.id]);
  // What both bought is added up: 110 in a year.
  const path = { member_id: mira.id };
  const { tiers } = await shop.server.admin.ask('GET /v1/members/{member_id}', { path });
  expect(tiers).toMatchObject([{ track: 'status', tier: 'regular' }]);
});

it('the account that ended says so, and is taken out again', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/members/${again.id}`);
  const note = page.getByRole('region', { name: t('ended.merged') });
  await note.getByRole('link', { name: mira.name }).waitFor();
  await page.getByRole('button', { name: t('acts.adjust') }).waitFor({ state: 'detached' });
  await visit.check();
  await visit.shot('ended');
  await note.getByRole('button', { name: t('merged.apart') }).click();
  const dialog = page.getByRole('dialog', { name: t('merged.apartTitle') });
  await dialog.waitFor();
  await visit.check();
  await visit.shot('asked');
  await dialog.getByRole('button', { name: t('merged.apart') }).click();
  await note.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: t('acts.adjust') }).waitFor();
  await visit.settled();
  await visit.shot('apart');

  await books.pointsBecome(mira.id, 60);
  await books.pointsBecome(again.id, 50);
  expect(await whoHas(mira.phone)).toEqual([mira.id]);
  expect(await whoHas(again.phone)).toEqual([again.id]);
});

it('which of the two goes on is turned round with one tap', async () => {
  const { page, dialog } = await sideBySide();
  await dialog.getByRole('button', { name: t('merge.swap') }).click();
  await dialog.getByRole('button', { name: t('merge.act'), exact: true }).click();
  // The screen goes along to the account in which everything is.
  await page.getByRole('heading', { level: 1, name: again.name }).waitFor();
  await books.pointsBecome(again.id, 60 + 50);
  expect(await whoHas(mira.phone)).toEqual([again.id]);
});

it('merging that moves more than a correction may waits for a colleague', async () => {
  const paula = await colleague(olga, 'owner', 'Paula');
  const jonas = await member(shop.server, 'Jonas Weber', '+4915155555501');
  const twice = await member(shop.server, 'J. Weber', '+4915155555502');
  await sell(shop.server.admin, twice, cake(40));
  await olga.api.ask('PUT /v1/settings/approvals', {
    body: { adjustment_limit: '10', publish: false },
  });
  const visit = await shop.visit({ as: olga.api });
  await visit.open(`/console/members/${jonas.id}`);
  await visit.page.getByRole('button', { name: t('acts.more') }).click();
  await visit.page.getByRole('menuitem', { name: t('acts.merge') }).click();
  const dialog = visit.page.getByRole('dialog', { name: t('merge.title') });
  await dialog.getByLabel(t('merge.pick')).fill('5502');
  await dialog.getByRole('button', { name: /J\. Weber/ }).click();
  await dialog.getByRole('button', { name: t('merge.act'), exact: true }).click();
  await visit.page.getByText(t('merge.waits')).waitFor();
  await books.pointsBecome(jonas.id, 0);

  const other = await shop.visit({ as: paula.api });
  await other.open('/console/members/approvals');
  const request = other.page.getByRole('listitem').filter({ hasText: t('approvals.merge') });
  await request.getByRole('link', { name: twice.name }).waitFor();
  await request.getByRole('link', { name: jonas.name }).waitFor();
  await other.settled();
  await other.check();
  await other.shot('asked-to-merge');
  await request.getByRole('button', { name: t('approvals.approve') }).click();
  await other.page.getByText(t('approvals.emptyTitle')).waitFor();
  await books.pointsBecome(jonas.id, 40);
  await olga.api.ask('PUT /v1/settings/approvals', {
    body: { adjustment_limit: null, publish: false },
  });
});
