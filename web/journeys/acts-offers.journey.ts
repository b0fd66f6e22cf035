import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { perPage } from '../console/offers/coupons/pages';
import { addDays, dayAt } from '../console/reports/calendar';
import { world } from './harness/journey';
import { member, owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world(PROGRAMME);
const DOCUMENT = readFileSync(PROGRAMME, 'utf8');
const ZONE = 'Europe/Berlin';
let olga: Person;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
});

const drafts = async () =>
  (await olga.api.ask('GET /v1/programme/versions', { query: { limit: 20 } })).items.filter(
    ({ state }) => state === 'draft',
  );

/** What a draft says beyond the document that the shop began with. */
async function addedIn(version: number): Promise<string[]> {
  const { document } = await olga.api.ask('GET /v1/programme/versions/{version}', {
    path: { version },
  });
  const before = new Set(DOCUMENT.split('\n'));
  const lines = (document ?? '').split('\n').filter((line) => !before.has(line));
  return lines.map((line) => line.trim());
}

it('an offer is made from a pattern, and a second one goes into the same draft', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const save = page.getByRole('button', { name: t('create.save') });
  const category = page.getByRole('combobox', { name: t('ask.category') });
  await visit.open('/console/offers');
  await page.getByRole('link', { name: t('offers.new') }).click();
  await page.getByRole('link', { name: t('pattern.happyHour') }).click();
  await page.getByText(t('create.newDraft')).waitFor();
  await page.getByLabel(t('ask.percent')).fill('15');
  await category.fill('cake');
  await category.press('Escape');
  await page.getByText('Mon', { exact: true }).click();
  await page.getByLabel(t('ask.hoursFrom'), { exact: true }).fill('15:00');
  await page.getByLabel(t('create.nameIn', { language: 'English' })).fill('Cake hour');
  const preview = page.getByRole('article').filter({ hasText: 'Cake hour' });
  await preview.getByText(t('head.percent', { amount: '15%' })).waitFor();
  await page.getByText(t('preview.fine')).waitFor();
  expect(await drafts()).toEqual([]);
  await visit.settled();
  await visit.check();
  await visit.shot('pattern');
  await save.click();
  await page.getByText(t('create.savedText')).waitFor();
  const [draft] = await drafts();
  const version = draft?.number ?? 0;
  await page.getByRole('heading', { name: t('create.savedTitle', { version }) }).waitFor();
  await visit.check(['light']);
  await visit.shot('saved');
  expect(await addedIn(version)).toEqual([
    'cake-hour:',
    'name: {en: Cake hour, ru: Счастливые часы}',
    'percent: 15 %',
    `"on": line.category == 'cake'`,
    'for: everybody',
    'schedule: {weekdays: [tuesday], hours: ["15:00-18:00"]}',
  ]);

  await page.getByRole('link', { name: t('create.another') }).click();
  await page.getByRole('link', { name: t('pattern.delivery') }).click();
  await page.getByText(t('create.openDraft', { version })).waitFor();
  await page.getByText(t('preview.fine')).waitFor();
  await save.click();
  await page.getByText(t('create.savedText')).waitFor();
  expect((await drafts()).map(({ number }) => number)).toEqual([version]);
  const added = await addedIn(version);
  expect(added.slice(0, 1).concat(added.slice(6, 8))).toEqual([
    'cake-hour:',
    'free-delivery:',
    'name: {en: Free delivery, ru: Бесплатная доставка}',
  ]);

  // Nobody gets anything until somebody has looked at it.
  await page.getByRole('link', { name: t('create.toPublish') }).click();
  await page
    .getByText(
      t('programme.news.draft', { version, who: olga.name, when: '' }).replace(/, \.$/, ''),
    )
    .waitFor();
  expect((await olga.api.ask('GET /v1/programme', {})).version).toBe(1);
});

it('a batch of codes is made, and lies ready for the printer', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/offers/coupons');
  await page
    .getByRole('button', { name: t('coupons.make') })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: t('coupons.make') });
  await dialog.getByLabel(t('coupons.which')).selectOption({ label: 'Two euros off' });
  await dialog.getByLabel(t('coupons.howMany')).fill('30');
  await visit.check(['light']);
  await visit.shot('making');
  await dialog.getByRole('button', { name: t('coupons.makeThem') }).click();
  await page.getByRole('heading', { level: 1, name: 'Two euros off' }).waitFor();

  const { items } = await olga.api.ask('GET /v1/coupon-batches', { query: { limit: 20 } });
  expect(items).toMatchObject([{ coupon: 'printed', count: 30 }]);
  const id = items[0]?.id ?? '';
  expect(new URL(page.url()).pathname).toBe(`/console/offers/coupons/${id}`);
  const { codes } = await olga.api.ask('GET /v1/coupon-batches/{batch_id}', {
    path: { batch_id: id },
  });
  const [code = ''] = codes;
  const sheet = (at: number, of: number) =>
    page.getByRole('region', { name: t('sheet.page', { page: String(at), of: String(of) }) });
  await sheet(2, 2).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('sheet');
  const printed = await page.locator('.label-code').allTextContents();
  expect(printed).toEqual(codes);
  await sheet(1, 2)
    .getByRole('img', { name: t('sheet.qr', { code }) })
    .waitFor();
  expect(await sheet(1, 2).getByRole('img').count()).toBe(perPage('small'));

  // Larger labels need more paper, and the buttons are not on it.
  await page.getByLabel(t('sheet.size')).selectOption('large');
  await sheet(10, 10).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await sheet(1, 10).isVisible()).toBe(true);
  expect(await page.getByLabel(t('sheet.size')).isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  const table = page.getByRole('link', { name: t('sheet.csv') });
  const address = (await table.getAttribute('href')) ?? '';
  const rows = decodeURIComponent(address.slice(address.indexOf(',') + 1)).split('\r\n');
  expect(rows).toEqual(['code', ...codes]);

  // Whoever brings one may ask whether it is good.
  await page.getByRole('link', { name: t('sheet.back') }).click();
  const batch = page.getByRole('listitem').filter({ hasText: t('coupons.codes', { count: 30 }) });
  await batch.getByRole('link', { name: t('coupons.open') }).waitFor();
  await page.getByLabel(t('check.label')).fill(code);
  await page.getByRole('button', { name: t('check.submit') }).click();
  const answer = page.getByRole('status').filter({ hasText: t('check.good') });
  await answer.getByText('Two euros off').waitFor();
  await visit.check(['light']);
  const wrong = `${code.slice(0, -1)}${code.endsWith('X') ? 'Y' : 'X'}`;
  await page.getByLabel(t('check.label')).fill(wrong);
  await page.getByRole('button', { name: t('check.submit') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('check.notGood') })
    .waitFor();
});

it('an offer ends on the day that is chosen, once the draft is published', async () => {
  const mira = await member(shop.server, 'Mira', '+4915112345678');
  const offer = async () => {
    const list = await shop.server.admin.ask('GET /v1/members/{member_id}/activations', {
      path: { member_id: mira.id },
    });
    return list.items.find((one) => one.offer === 'weekend');
  };
  const { now } = await olga.api.ask('GET /v1/sandbox/clock', {});
  const today = dayAt(new Date(now), ZONE);
  const end = addDays(today, 2);
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/offers/item/offers/weekend');
  await page.getByRole('button', { name: t('ending.act') }).click();
  const dialog = page.getByRole('dialog', { name: t('ending.title', { name: '10 % off cake' }) });
  const last = dialog.getByLabel(t('ending.day'));
  const save = dialog.getByRole('button', { name: t('create.save') });
  // What is over cannot end.
  await last.fill(addDays(today, -1));
  await dialog.getByText(t('ending.dayWrong')).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await last.fill(end);
  await dialog.getByText(t('preview.fine')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('ending');
  await save.click();
  await dialog.getByText(t('ending.saved')).waitFor();
  await visit.check(['light']);
  await visit.shot('ending-saved');
  const [draft] = await drafts();
  const version = draft?.number ?? 0;
  expect((await addedIn(version)).filter((line) => line.includes(end))).toHaveLength(1);
  expect((await offer())?.until ?? null, 'before it is published').toBe(null);

  await dialog.getByRole('link', { name: t('create.toPublish') }).click();
  await page
    .getByRole('heading', { level: 1, name: t('programme.version', { version }) })
    .waitFor();
  await olga.api.ask('POST /v1/programme/versions/{version}/publish', {
    path: { version },
    body: { counts: {} },
  });
  const until = (await offer())?.until ?? '';
  // It still counts on that day, as the shop's clock has it.
  expect(dayAt(new Date(Date.parse(until) - 1), ZONE)).toBe(end);
});
