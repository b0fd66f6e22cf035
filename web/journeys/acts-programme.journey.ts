import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { clockText } from '../console/reports/calendar';
import { world } from './harness/journey';
import { type Known, member, owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
const DOCUMENT = readFileSync(PROGRAMME, 'utf8');
/** The line of the document that says what purchases give. */
const RATE =
  '{ name: { en: Points for purchases, ru: Баллы за покупки }, unit: points, give: 1, per: 1 }';
const LINE = DOCUMENT.split('\n').findIndex((line) => line.trim() === RATE) + 1;
const HOUR_MS = 3_600_000;
let olga: Person;
let mira: Known;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira', '+4915112345678');
});

/** How many points a purchase of ten euros gives now. */
async function pointsForTen(): Promise<number> {
  const { effects } = await shop.server.admin.ask('POST /v1/quotes', {
    body: {
      store: { id: 'main' },
      member: { id: mira.id },
      lines: [{ sku: 'torte', price: '10' }],
    },
  });
  return Number(effects.find((one) => one.kind === 'earned' && one.unit === 'points')?.amount);
}

const activations = async () =>
  (await olga.api.ask('GET /v1/programme/activations', {})).items.map(
    ({ version, active_from }) => [version, active_from] as const,
  );

/** A new draft, begun with this text instead of the one that counts. */
async function draftOf(document: string): Promise<number> {
  return (await olga.api.ask('POST /v1/programme/versions', { body: { document } })).number;
}

const kept = async (version: number) =>
  (await olga.api.ask('GET /v1/programme/versions/{version}', { path: { version } })).document ??
  '';

/** The lines of a text that stand otherwise in the document that the shop began with. */
const changed = (text: string) => {
  const before = DOCUMENT.split('\n');
  return text
    .split('\n')
    .filter((line, at) => line !== before[at])
    .map((line) => line.trim());
};

const barOf = ({ page }: Visit) => page.getByRole('region', { name: t('programme.draft.bar') });

it('a mistake in the document is shown at its line, and what changes when it is mended', async () => {
  const draft = await draftOf(`${DOCUMENT}\n`);
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const bar = barOf(visit);
  const editor = page.getByRole('textbox', { name: t('editor.label') });
  /** Writes another text over the line on which the cursor is. */
  const rewrite = async (text: string) => {
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.insertText(text);
  };
  const wrong = RATE.replace('unit: points', 'unit: pionts');
  await visit.open(`/console/programme/versions/${draft}?tab=document&line=${LINE}`);
  await editor.getByText('Points for purchases').waitFor();
  await rewrite(wrong);
  await bar.getByText(t('programme.draft.errors', { count: 1 })).waitFor();

  const document = DOCUMENT.replace(RATE, wrong);
  const { findings } = await olga.api.ask('POST /v1/programme/check', { body: { document } });
  const [error] = findings.filter(({ severity }) => severity === 'error');
  expect(error?.line).toBe(LINE);
  const found = page.getByRole('list', { name: t('editor.findings') }).getByRole('button');
  const told = found.filter({ hasText: error?.message ?? '' });
  await told.getByText(t('programme.line', { line: LINE })).waitFor();
  await page.locator('.cm-lint-marker-error').waitFor();
  expect(await bar.getByRole('button', { name: t('programme.publish') }).isDisabled()).toBe(true);
  await visit.settled();
  await visit.check();
  await visit.shot('mistake');

  // Nothing is tried with it; the finding leads back to its line.
  await page.getByRole('tab', { name: t('bench.replay') }).click();
  await page.getByRole('alert').getByText(t('hint:programme.invalid')).waitFor();
  await page.getByRole('tab', { name: t('bench.document') }).click();
  await editor.press('Control+Home');
  await told.click();
  await page.locator('.cm-activeLine').getByText('pionts').waitFor();
  const mended = RATE.replace('give: 1', 'give: 4');
  await rewrite(mended);
  await bar.getByText(t('programme.draft.valid')).waitFor();
  await page.locator('.cm-lint-marker-error').waitFor({ state: 'detached' });

  await page.getByRole('tab', { name: t('bench.changes') }).click();
  await page.getByText(t('programme.changes.unsaved')).waitFor();
  const diff = page.getByRole('textbox', { name: t('editor.diffLabel') });
  await diff.getByText(mended).waitFor();
  await diff.getByText(RATE).waitFor();
  await bar.getByRole('button', { name: t('save') }).click();
  await bar.getByText(t('programme.draft.saved'), { exact: true }).waitFor();
  const words = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: /\b1\b.*\b4\b/ });
  await words.filter({ hasText: 'Points for purchases' }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('changes');

  expect(changed(await kept(draft))).toEqual([mended, '']);
  expect(await pointsForTen()).toBe(10);
});

it('a condition is read as rows, and rows are written as a condition', async () => {
  const draft = await draftOf(`${DOCUMENT}\n`);
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const bar = barOf(visit);
  await visit.open(`/console/programme/versions/${draft}?tab=forms`);
  const offer = page.getByRole('group', { name: '10 % off cake' });
  const goods = t('form.on');
  await offer.getByRole('button', { name: `${goods}: ${t('condition.change')}` }).click();
  const dialog = page.getByRole('dialog', { name: `10 % off cake: ${goods}` });
  const facts = dialog.getByRole('combobox', { name: t('condition.fact') });
  const ops = dialog.getByRole('combobox', { name: t('condition.op') });
  const values = dialog.getByLabel(t('condition.value'), { exact: true });
  const text = dialog.getByLabel(t('condition.text'), { exact: true });
  const apply = dialog.getByRole('button', { name: t('condition.apply') });
  await facts.first().waitFor();
  expect(await facts.inputValue()).toBe('line.category');
  expect(await ops.inputValue()).toBe('is');
  expect(await values.inputValue()).toBe('cake');

  // Rows write the text; half a row writes nothing.
  await dialog.getByRole('button', { name: t('condition.addRow') }).click();
  await facts.nth(1).selectOption('line.price');
  expect(await apply.isDisabled()).toBe(true);
  await values.nth(1).fill('3.5');
  await visit.check();
  await visit.shot('condition');
  expect(await text.inputValue()).toBe("line.category == 'cake' && line.price >= 3.5");
  await dialog.getByText(t('condition.any'), { exact: true }).click();
  expect(await text.inputValue()).toBe("line.category == 'cake' || line.price >= 3.5");

  // And the text makes rows.
  await text.fill("line.category in ['cake', 'pie']");
  await facts.nth(1).waitFor({ state: 'detached' });
  expect(await ops.inputValue()).toBe('oneOf');
  await dialog.getByText('pie', { exact: true }).waitFor();
  await apply.click();
  await dialog.waitFor({ state: 'detached' });
  const said = `${t('fact.line.category')} ${t('op.oneOf')} cake, pie`;
  await offer.getByText(said, { exact: true }).waitFor();

  // What has no condition gets one.
  const rate = page.getByRole('group', { name: 'Points for purchases' });
  await rate.getByRole('button', { name: `${t('forms.more')}: Points for purchases` }).click();
  await page.getByRole('menuitem', { name: t('form.if') }).click();
  const fresh = page.getByRole('dialog', { name: `Points for purchases: ${t('form.if')}` });
  await fresh.getByText(t('condition.none')).waitFor();
  await fresh.getByRole('button', { name: t('condition.addRow') }).click();
  await fresh
    .getByRole('combobox', { name: t('condition.fact') })
    .selectOption('member.tier.status');
  await fresh.getByLabel(t('condition.value'), { exact: true }).selectOption('regular');
  await fresh.getByRole('button', { name: t('condition.apply') }).click();
  await fresh.waitFor({ state: 'detached' });

  await bar.getByText(t('programme.draft.valid')).waitFor();
  await bar.getByRole('button', { name: t('save') }).click();
  await bar.getByText(t('programme.draft.saved'), { exact: true }).waitFor();
  await visit.settled();
  await visit.check(['light']);
  const written = await kept(draft);
  expect(changed(written)).toEqual([
    RATE.replace(/ }$/, ", if: member.tier.status == 'regular' }"),
    `on: "line.category in ['cake', 'pie']"`,
    '',
  ]);
  const { valid } = await olga.api.ask('POST /v1/programme/check', { body: { document: written } });
  expect(valid).toBe(true);
});

it('a draft is thrown away where it is read, and in the history; what counts stays', async () => {
  const before = await activations();
  const one = await draftOf(`${DOCUMENT}\n# One\n`);
  const other = await draftOf(`${DOCUMENT}\n# Another\n`);
  const numbers = async () => {
    const query = { limit: 20 };
    const { items } = await olga.api.ask('GET /v1/programme/versions', { query });
    return items.map(({ number }) => number);
  };
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  /** Says yes to what is asked. */
  const sure = async (version: number) => {
    const dialog = page.getByRole('dialog', { name: t('programme.discardTitle', { version }) });
    await dialog.waitFor();
    await visit.check(['light']);
    await visit.shot('throwing-away');
    await dialog.getByRole('button', { name: t('programme.discard') }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await visit.open(`/console/programme/versions/${one}`);
  await page.getByRole('button', { name: t('programme.discard') }).click();
  await sure(one);
  // Whoever looked at it is led away from it.
  await page.waitForURL('**/console/programme');
  await visit.settled();
  const notes = page.getByRole('alert').filter({ hasText: t('title:version.not_found') });
  expect(await notes.count()).toBe(0);
  await expect(kept(one)).rejects.toMatchObject({ status: 404 });
  expect(await numbers()).toContain(other);

  await visit.open('/console/programme/history');
  const row = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: t('programme.version', { version: other }) }) });
  await row.getByRole('button', { name: t('programme.discard') }).click();
  await sure(other);
  await row.waitFor({ state: 'detached' });
  await visit.settled();
  await visit.check(['light']);
  await expect(kept(other)).rejects.toMatchObject({ status: 404 });
  expect(await activations()).toEqual(before);
  expect(await pointsForTen()).toBe(10);
});

it('a version counts from a planned moment on, unless it is called off', async () => {
  const draft = await draftOf(DOCUMENT.replace(RATE, RATE.replace('give: 1', 'give: 4')));
  const before = await activations();
  const { now } = await olga.api.ask('GET /v1/sandbox/clock', {});
  const at = new Date(Math.ceil(Date.parse(now) / HOUR_MS + 1) * HOUR_MS);
  const planned = [draft, expect.toSatisfy((from: string) => Date.parse(from) === +at)];
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  const dialog = page.getByRole('dialog', { name: t('programme.publishTitle') });
  /** Chooses the moment in the dialog, and lets the version count from then on. */
  const plan = async (act: string) => {
    await dialog.getByLabel(t('programme.when.later')).check();
    const publish = dialog.getByRole('button', { name: act });
    expect(await publish.isDisabled()).toBe(true);
    await dialog.getByLabel(t('programme.when.from')).fill(clockText(at, 'Europe/Berlin'));
    await visit.settled();
    await visit.check(['light']);
    await visit.shot('planning');
    await publish.click();
    await page.getByRole('dialog', { name: t('done.planned') }).waitFor();
    await page.getByRole('button', { name: t('programme.toProgramme') }).click();
  };
  await visit.open(`/console/programme/versions/${draft}?tab=forms`);
  await barOf(visit)
    .getByRole('button', { name: t('programme.publish') })
    .click();
  await plan(t('programme.publishNow'));
  const told = t('programme.news.planned', { version: draft, when: '' }).replace(/ \.$/, '');
  const news = page.getByRole('alert').filter({ hasText: told });
  await news.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('planned');
  expect(await activations()).toEqual(expect.arrayContaining([...before, planned]));
  expect(await pointsForTen()).toBe(10);

  await news.getByRole('button', { name: t('programme.callOff') }).click();
  const asked = page.getByRole('dialog', {
    name: t('programme.callOffTitle', { version: draft }),
  });
  await asked.waitFor();
  await visit.check(['light']);
  await visit.shot('calling-off');
  await asked.getByRole('button', { name: t('programme.callOff') }).click();
  await asked.waitFor({ state: 'detached' });
  await news.waitFor({ state: 'detached' });
  expect(await activations()).toEqual(before);

  // It is published all the same, and can be planned again; this time nobody stops it.
  await visit.open(`/console/programme/versions/${draft}`);
  await page.getByText(t('standing.published'), { exact: true }).waitFor();
  await page.getByRole('button', { name: t('programme.activate') }).click();
  await plan(t('programme.activateNow'));
  await news.waitFor();
  expect(await pointsForTen()).toBe(10);
  await olga.api.ask('PUT /v1/sandbox/clock', { body: { now: at.toISOString() } });
  expect(await pointsForTen()).toBe(40);
});
