import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
});

const barOf = ({ page }: Visit) => page.getByRole('region', { name: t('programme.draft.bar') });

/** The field of a text in a language, by whose text it is and what it tells. */
const fieldOf = ({ page }: Visit, of: string, what: string, language: string) =>
  page.getByRole('textbox', { name: `${of}, ${what}, ${language}`, exact: true });

it('a name is changed in the table of texts, published, and read by members', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/settings/look');
  await page.getByRole('link', { name: t('look.toTexts') }).click();
  const name = t('told.name');
  await fieldOf(visit, 'A mug', name, 'English').waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('texts');

  await page.getByRole('searchbox', { name: t('wording.search') }).fill('кружка');
  const mug = fieldOf(visit, 'A mug', name, 'English');
  await mug.fill('A blue mug');
  await mug.press('Enter');
  await fieldOf(visit, 'A blue mug', name, 'English').waitFor();
  await visit.settled();
  await visit.check(['light']);
  await visit.shot('texts-found');

  const bar = barOf(visit);
  await bar.getByText(t('programme.draft.valid')).waitFor();
  await bar.getByRole('button', { name: t('programme.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('programme.publishTitle') });
  await dialog.getByRole('listitem').filter({ hasText: 'A blue mug' }).waitFor();
  await dialog.getByRole('button', { name: t('programme.publishNow') }).click();
  await page.getByRole('dialog', { name: t('done.inForce') }).waitFor();

  const { document } = await olga.api.ask('GET /v1/programme/versions/{version}', {
    path: { version: 2 },
  });
  const before = readFileSync(PROGRAMME, 'utf8').split('\n');
  const changed = (document ?? '').split('\n').filter((line, at) => line !== before[at]);
  expect(changed).toEqual([
    '  mug: { name: { en: A blue mug, ru: Кружка }, cost: { points: 40 }, handover: pickup }',
  ]);

  const rules = await fetch(new URL('/rules?locale=en', shop.server.url));
  expect(await rules.text()).toContain('A blue mug');
});

it('the programme speaks one more language, and says where nothing is written in it', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/programme');
  await page.getByRole('link', { name: new RegExp(t('way.texts')) }).click();
  await page.getByLabel(t('wording.which')).selectOption('az');
  await page.getByRole('button', { name: t('wording.add') }).click();
  const field = fieldOf(visit, 'Status › Guest', t('told.name'), 'Azerbaijani');
  await page.getByRole('switch', { name: t('wording.onlyMissing') }).click();
  await field.fill('Qonaq');
  await field.press('Enter');
  const bar = barOf(visit);
  await bar.getByText(t('programme.draft.valid')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('texts-missing');
  await bar.getByRole('button', { name: t('save') }).click();
  await bar.getByText(t('programme.draft.saved'), { exact: true }).waitFor();
  const { items } = await olga.api.ask('GET /v1/programme/versions', { query: { limit: 20 } });
  const draft = items.find(({ state }) => state === 'draft');
  const { document } = await olga.api.ask('GET /v1/programme/versions/{version}', {
    path: { version: draft?.number ?? 0 },
  });
  expect(document).toContain('locales: [en, ru, az]');
  expect(document).toContain('guest: { name: { en: Guest, ru: Гость, az: Qonaq }, by: joining }');
});
