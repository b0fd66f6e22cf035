import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { member, owner, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world(PROGRAMME);
/** Who bought something, and for how much. */
const BUYERS = [
  ['Mira', '+4915112345678', 10],
  ['Nadia', '+4915123456789', 20],
] as const;
let olga: Person;

beforeAll(async () => {
  olga = await owner(shop.server);
});

/** How many points a purchase of ten euros would give now. */
async function pointsForTen(): Promise<string | null | undefined> {
  const quote = await shop.server.admin.ask('POST /v1/quotes', {
    body: {
      store: { id: 'main' },
      member: { id: await aMember() },
      lines: [{ sku: 'torte', price: '10' }],
    },
  });
  return quote.effects.find((one) => one.kind === 'earned' && one.unit === 'points')?.amount;
}

let known: string | undefined;
async function aMember(): Promise<string> {
  known ??= (await shop.server.admin.ask('POST /v1/members', { body: {} })).member ?? '';
  return known;
}

it('a rate is changed in a form, looked at, published, and counts', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  expect(Number(await pointsForTen())).toBe(10);
  await visit.open('/console/programme');
  await visit.check();
  await visit.shot('overview');
  await page.getByRole('link', { name: t('programme.change'), exact: true }).click();
  const card = page.getByRole('group', { name: 'Points for purchases' });
  await card.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('forms');
  const give = card.getByLabel(t('form.give'), { exact: true });
  await give.fill('2');
  await give.press('Enter');
  const bar = page.getByRole('region', { name: t('programme.draft.bar') });
  await bar.getByText(t('programme.draft.valid')).waitFor();
  await bar.getByRole('button', { name: t('programme.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('programme.publishTitle') });
  const difference = dialog.getByRole('listitem').filter({ hasText: 'Points for purchases' });
  await difference.filter({ hasText: /\b1\b.*\b2\b/ }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('publish');
  await dialog.getByRole('button', { name: t('programme.publishNow') }).click();
  await page.getByRole('button', { name: t('programme.toProgramme') }).click();
  await page
    .getByText(t('programme.version', { version: 2 }))
    .first()
    .waitFor();
  expect(Number(await pointsForTen())).toBe(20);

  // Comments and order of the document are those of its author.
  const { document } = await olga.api.ask('GET /v1/programme/versions/{version}', {
    path: { version: 2 },
  });
  const before = readFileSync(PROGRAMME, 'utf8').split('\n');
  const after = (document ?? '').split('\n');
  expect(after.filter((line, at) => line !== before[at])).toHaveLength(1);
});

it('the version before comes back with two clicks', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page, effort } = visit;
  await visit.open('/console/programme/history');
  await visit.check();
  await visit.shot('history');
  effort.restart();
  await page.getByRole('button', { name: t('programme.rollBack') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('programme.rollBack') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(t('standing.inForce')).first().waitFor();
  expect(effort.clicks).toBe(2);
  expect(Number(await pointsForTen())).toBe(10);
});

it('a receipt is tried out with two clicks, the last year with one', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page, effort } = visit;
  await visit.open('/console/programme');
  effort.restart();
  await page.getByRole('link', { name: new RegExp(t('way.try')) }).click();
  await page.getByText(t('try.payable')).first().waitFor();
  expect(effort.clicks).toBeLessThanOrEqual(2);
  await visit.settled();
  await visit.check();
  await visit.shot('try');

  await visit.open('/console/programme');
  effort.restart();
  await page.getByRole('link', { name: new RegExp(t('way.replay')) }).click();
  await page.getByText(t('replay.empty')).waitFor();
  expect(effort.clicks).toBe(1);
});

it('another rate is tried on the receipts of last year: what it costs, and for whom', async () => {
  const t = await textsOf('console');
  const { server } = shop;
  for (const [name, phone, price] of BUYERS) {
    await sell(server.admin, await member(server, name, phone), cake(price));
  }
  const visit = await shop.visit({ as: olga.api });
  const { page, effort } = visit;
  await visit.open('/console/programme/edit?tab=forms');
  const card = page.getByRole('group', { name: 'Points for purchases' });
  const give = card.getByLabel(t('form.give'), { exact: true });
  await give.fill('3');
  await give.press('Enter');
  effort.restart();
  await page.getByRole('tab', { name: t('bench.replay') }).click();
  await page.getByText(t('replay.over', { count: BUYERS.length })).waitFor();
  expect(effort.clicks).toBe(1);

  // A point is worth ten cents: for 30 euros 3 of them before, and 9 after.
  const points = t('replay.issued', { unit: 'points' });
  await page.getByRole('row', { name: `${points} 30 90 +60`, exact: true }).waitFor();
  await page.getByText(t('replay.dearer', { share: '20%' })).waitFor();
  const winners = page.getByRole('listitem').filter({
    hasText: t('replay.winners', { share: '100%' }),
  });
  await winners.getByText(String(BUYERS.length), { exact: true }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('replay');
});
