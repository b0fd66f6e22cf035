import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { member, owner, type Person } from './harness/people';
import { coffee, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { POLL } from './harness/till';

const shop = world(PROGRAMME);
let olga: Person;

beforeAll(async () => {
  olga = await owner(shop.server);
  const mira = await member(shop.server, 'Mira Aliyeva', '+4915112345678');
  await member(shop.server, 'Jonas Weber', '+4915112345679');
  await sell(shop.server.admin, mira, coffee(3));
});

it('why this balance: two clicks from the search to the rule and the version behind a line', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page, effort } = visit;
  await visit.open('/console/members');
  await page.getByLabel(t('members.search')).fill('aliy');
  const line = page.getByRole('link', { name: /Mira Aliyeva/ });
  await line.waitFor();
  await page.getByRole('link', { name: /Jonas Weber/ }).waitFor({ state: 'detached' });
  await visit.shot('search');
  effort.restart();
  await line.click();
  const earned = page.getByRole('button', { name: /purchases/ });
  await earned.first().waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('profile');
  await earned.first().click();
  const why = page.getByRole('dialog', { name: t('why.title') });
  const rule = why.getByRole('region', { name: t('why.rule') });
  await rule.waitFor();
  await visit.settled();
  expect(effort.clicks).toBeLessThanOrEqual(2);
  const text = (await rule.textContent()) ?? '';
  expect(text).toContain('Points for purchases');
  expect(text).toContain(t('members.version', { version: 1 }));
  // The rule as it is written, and the proof that the record still gives the same.
  expect(text).toContain('give: 1');
  await why.getByText(t('why.same')).waitFor();
  await visit.check();
  await visit.shot('why');
});

it('what was searched for stands in no address, and going back and loading again find it', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await visit.open('/console/members');
  const field = page.getByLabel(t('members.search'));
  await field.fill('4915112345678');
  const mira = page.getByRole('link', { name: /Mira Aliyeva/ });
  const jonas = page.getByRole('link', { name: /Jonas Weber/ });
  await jonas.waitFor({ state: 'detached' });
  await mira.click();
  await page.waitForURL(/members\/mem_/);
  await page.goBack();
  await expect.poll(() => field.inputValue(), POLL).toBe('4915112345678');
  await mira.waitFor();
  await page.reload();
  await expect.poll(() => field.inputValue(), POLL).toBe('4915112345678');
  await mira.waitFor();
  expect(await jonas.count()).toBe(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: t('reports.export') }).click();
      await page.getByRole('menuitem', { name: t('reports.csv') }).click();
    })(),
  ]);
  expect(download.suggestedFilename()).toBe('members.csv');
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('Mira Aliyeva');
  asked.push(page.url());
  expect(asked.filter((address) => address.includes('4915112345678'))).toEqual([]);
});

it.each([
  ['the last digits of a phone', '5679', 'Jonas Weber'],
  ['the beginning of a name', 'jon', 'Jonas Weber'],
  ['a whole phone', '+49 151 12345678', 'Mira Aliyeva'],
])('a member is found by %s', async (_, typed, name) => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  await visit.open('/console/members');
  await visit.page.getByLabel(t('members.search')).fill(typed);
  await expect
    .poll(() => visit.page.getByRole('main').getByRole('listitem').allTextContents(), {
      timeout: 20_000,
    })
    .toEqual([expect.stringContaining(name)]);
});
