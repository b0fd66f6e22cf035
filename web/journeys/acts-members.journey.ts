import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { colleague, type Known, member, owner, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books } from './harness/till';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;
let paula: Person;
let mira: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  paula = await colleague(olga, 'owner', 'Paula');
  mira = await member(shop.server, 'Mira', '+4915112345678');
  books = new Books(shop.server.admin);
  await sell(shop.server.admin, mira, cake(60));
  // Up to twenty points one person corrects alone.
  await olga.api.ask('PUT /v1/settings/approvals', {
    body: { adjustment_limit: '20', publish: false },
  });
});

const points = async () => (await books.points(mira.id)).spendable;

/** What the books keep of corrections, newest first. */
async function corrections() {
  const path = { member_id: mira.id };
  const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/ledger', { path });
  return items
    .filter(({ activity }) => activity === 'adjust')
    .map(({ actor, effects: [effect] }) => ({
      actor,
      points: Number(effect?.unit === 'points' && effect.amount),
      why: effect?.message?.split(': ')[1],
    }));
}

const waiting = async () =>
  (await paula.api.ask('GET /v1/approvals', { query: { state: 'open' } })).items;

/** Opens Mira's profile and fills in a correction, up to the button that books it. */
async function correct(visit: Visit, direction: 'give' | 'take', amount: string, why: string) {
  const { page } = visit;
  await visit.open(`/console/members/${mira.id}`);
  await page.getByRole('button', { name: t('acts.adjust') }).click();
  const dialog = page.getByRole('dialog', { name: t('adjust.title') });
  await dialog
    .getByText(t(`adjust.${direction}`), { exact: true })
    .first()
    .click();
  await dialog.getByLabel(t('adjust.unit')).selectOption('points');
  await dialog.getByLabel(t('adjust.amount', { unit: 'points' })).fill(amount);
  await dialog.getByLabel(t('adjust.reason')).fill(why);
  return dialog;
}

it('a small correction is booked at once, with its reason', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const dialog = await correct(visit, 'give', '15', 'The coffee was cold');
  await dialog.getByText(t('adjust.then', { before: '60', after: '75' })).waitFor();
  await visit.check();
  await visit.shot('correcting');
  await dialog.getByRole('button', { name: t('adjust.give'), exact: true }).click();
  await page.getByText(t('adjust.done', { amount: '15 points' })).waitFor();
  await page
    .getByText(/The coffee was cold/)
    .first()
    .waitFor();
  await visit.settled();
  await visit.check(['light']);

  expect(await points()).toBe(75);
  expect(await waiting()).toEqual([]);
  expect(await corrections()).toEqual([{ actor: olga.id, points: 15, why: 'The coffee was cold' }]);
});

it('points are taken as they are given', async () => {
  const visit = await shop.visit({ as: olga.api });
  const dialog = await correct(visit, 'take', '5', 'Counted twice');
  await dialog.getByText(t('adjust.then', { before: '75', after: '70' })).waitFor();
  await dialog.getByRole('button', { name: t('adjust.take'), exact: true }).click();
  await visit.page.getByText(t('adjust.done', { amount: '-5 points' })).waitFor();
  expect(await points()).toBe(70);
  expect(await corrections()).toMatchObject([{ points: -5, why: 'Counted twice' }, { points: 15 }]);
});

it('a correction above the limit waits for a colleague, who agrees', async () => {
  const visit = await shop.visit({ as: olga.api });
  const dialog = await correct(visit, 'give', '21', 'The cake fell down');
  await dialog.getByRole('button', { name: t('adjust.give'), exact: true }).click();
  await visit.page.getByText(t('adjust.waits')).waitFor();
  expect(await points()).toBe(70);
  expect(await waiting()).toMatchObject([
    { kind: 'adjustment', subject: mira.id, asked_by: { name: olga.name } },
  ]);

  // Nobody decides about what they asked for themselves.
  await visit.open('/console/members/approvals');
  const own = visit.page.getByRole('listitem').filter({ hasText: 'The cake fell down' });
  await own.getByText(t('approvals.own')).waitFor();
  expect(await own.getByRole('button').count()).toBe(0);

  const other = await shop.visit({ as: paula.api });
  await other.open('/console/members/approvals');
  const request = other.page.getByRole('listitem').filter({ hasText: 'The cake fell down' });
  await request.getByText(t('approvals.adjust', { amount: '21 points' })).waitFor();
  await request.getByRole('link', { name: mira.name }).waitFor();
  await other.settled();
  await other.check();
  await other.shot('asked-to-correct');
  await request.getByRole('button', { name: t('approvals.approve') }).click();
  await other.page.getByText(t('approvals.emptyTitle')).waitFor();
  expect(await points()).toBe(91);
  expect(await waiting()).toEqual([]);
  expect((await corrections())[0]).toMatchObject({ points: 21, why: 'The cake fell down' });
});

it('a colleague who declines says why, and nothing is booked', async () => {
  const visit = await shop.visit({ as: olga.api });
  const dialog = await correct(visit, 'take', '50', 'A mistake of the till');
  await dialog.getByRole('button', { name: t('adjust.take'), exact: true }).click();
  await visit.page.getByText(t('adjust.waits')).waitFor();

  const other = await shop.visit({ as: paula.api });
  const { page } = other;
  await other.open('/console/members/approvals');
  const request = page.getByRole('listitem').filter({ hasText: 'A mistake of the till' });
  await request.getByRole('button', { name: t('approvals.decline') }).click();
  const asked = page.getByRole('dialog', { name: t('approvals.declineTitle') });
  await asked.getByLabel(t('approvals.reason')).fill('The till was right');
  await other.check(['light']);
  await other.shot('declining');
  await asked.getByRole('button', { name: t('approvals.decline') }).click();
  await page.getByText(t('approvals.emptyTitle')).waitFor();
  await page.getByText(t('approvals.all'), { exact: true }).click();
  const declined = page.getByRole('listitem').filter({ hasText: 'A mistake of the till' });
  await declined.getByText(t('approval.declined')).waitFor();
  await declined.getByText('The till was right').waitFor();
  await other.settled();
  await other.check(['light']);

  expect(await points()).toBe(91);
  const { items } = await paula.api.ask('GET /v1/approvals', { query: { state: 'all' } });
  expect(items.find(({ state }) => state === 'declined')).toMatchObject({
    reason: 'The till was right',
    decided_by: { name: paula.name },
  });
});

it('whoever is blocked earns nothing until the block is lifted', async () => {
  const { admin } = shop.server;
  const isBlocked = async () => {
    const path = { member_id: mira.id };
    return (await admin.ask('GET /v1/members/{member_id}', { path })).blocked;
  };
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  /** Opens the menu, and says yes to what is asked. */
  const act = async (what: 'block' | 'unblock') => {
    await page.getByRole('button', { name: t('acts.more') }).click();
    await page.getByRole('menuitem', { name: t(`acts.${what}`), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t(`${what}.title`, { name: mira.name }) });
    await dialog.waitFor();
    await visit.check(['light']);
    await visit.shot(what);
    await dialog.getByRole('button', { name: t(`acts.${what}`), exact: true }).click();
    await page.getByText(t(`${what}.done`), { exact: true }).waitFor();
  };
  await visit.open(`/console/members/${mira.id}`);
  await act('block');
  const note = page.getByText(t('members.blockedNote'));
  await note.waitFor();
  await visit.settled();
  await visit.check();
  expect(await isBlocked()).toBe(true);
  await sell(admin, mira, cake(10));
  expect(await points()).toBe(91);

  await act('unblock');
  await note.waitFor({ state: 'detached' });
  expect(await isBlocked()).toBe(false);
  await sell(admin, mira, cake(10));
  await books.pointsBecome(mira.id, 91 + 10);
});
