import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockText } from '../console/reports/calendar';
import { Caller } from './harness/api';
import { world } from './harness/journey';
import { member, owner, type Person } from './harness/people';
import { Receiver } from './harness/receiver';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books, POLL } from './harness/till';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A picture of one point. */
const LOGO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
let olga: Person;
let receiver: Receiver;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  receiver = await Receiver.start();
});
afterAll(() => receiver.stop());

it('a webhook is made, and what its receiver did not take is sent again', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/settings/webhooks');
  await page.getByRole('button', { name: t('webhooks.add') }).click();
  const making = page.getByRole('dialog', { name: t('webhooks.add') });
  await making.getByLabel(t('webhooks.url')).fill(receiver.url);
  await making.getByLabel(t('webhooks.description')).fill('Warehouse');
  await making.getByLabel(t('topics.units'), { exact: true }).check();
  await visit.check(['light']);
  await visit.shot('webhook');
  await making.getByRole('button', { name: t('webhooks.add') }).click();
  const secret = page.getByRole('dialog', { name: t('webhooks.secretTitle') });
  receiver.secret = (await secret.getByRole('status').textContent()) ?? '';
  await visit.check(['light']);
  await visit.shot('secret');
  await secret.getByRole('button', { name: t('secret.kept') }).click();
  await page.getByRole('heading', { level: 1, name: 'Warehouse' }).waitFor();
  const { items } = await olga.api.ask('GET /v1/webhooks', {});
  const made = items.find(({ description }) => description === 'Warehouse');
  expect(made).toMatchObject({ url: receiver.url, topics: ['units.*'], enabled: true });
  const path = { webhook_id: made?.id ?? '' };
  const states = async () => {
    const sent = await olga.api.ask('GET /v1/webhooks/{webhook_id}/deliveries', {
      path,
      query: {},
    });
    return sent.items.map(({ type, state }) => `${type} ${state}`);
  };

  // A test is sent once. This one falls on deaf ears.
  receiver.answer = 503;
  await page.getByRole('button', { name: t('webhooks.test') }).click();
  await page.getByText(t('webhooks.tested')).waitFor();
  await page.getByRole('row').filter({ hasText: 'webhook.test' }).getByText('503').waitFor();
  expect(receiver.heard).toMatchObject([{ type: 'webhook.test', isGenuine: true }]);
  await visit.settled();
  await visit.check();
  await visit.shot('answers');
  await page.getByRole('tab', { name: t('webhooks.deliveries') }).click();
  const delivery = page.getByRole('listitem').filter({ hasText: 'webhook.test' });
  await delivery.getByText(t('sent.failed')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('given-up');
  expect(await states()).toEqual(['webhook.test failed']);

  receiver.answer = 204;
  await delivery.getByRole('button', { name: t('webhooks.resend') }).click();
  await delivery.getByText(t('sent.delivered')).waitFor();
  expect(await states()).toEqual(['webhook.test delivered']);
  // The same event, by which a receiver knows that it is not another one.
  const [first, ...others] = receiver.heard;
  expect(others).toEqual([first]);

  // What happens in the shop arrives by itself, if it is what was chosen.
  const mira = await member(shop.server, 'Mira', '+4915112345678');
  await sell(shop.server.admin, mira, cake(10));
  await expect.poll(() => receiver.heard.at(-1)?.type, POLL).toBe('units.earned');
  expect(receiver.heard.every(({ isGenuine }) => isGenuine)).toBe(true);
});

it('everything that was given up is sent again at once', async () => {
  const { id } = await olga.api.ask('POST /v1/webhooks', {
    body: { url: receiver.url, description: 'Mail programme', topics: ['tier.*'] },
  });
  const path = { webhook_id: id };
  const count = async (state: 'failed' | 'delivered') => {
    const query = { state };
    const sent = await olga.api.ask('GET /v1/webhooks/{webhook_id}/deliveries', { path, query });
    return sent.items.length;
  };
  receiver.answer = 500;
  await olga.api.ask('POST /v1/webhooks/{webhook_id}/test', { path });
  await olga.api.ask('POST /v1/webhooks/{webhook_id}/test', { path });
  await expect.poll(() => count('failed'), POLL).toBe(2);
  receiver.answer = 204;

  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/settings/webhooks/${id}`);
  await page.getByRole('tab', { name: t('webhooks.deliveries') }).click();
  await page.getByRole('button', { name: t('webhooks.resendSince') }).click();
  const dialog = page.getByRole('dialog', { name: t('webhooks.resendSince') });
  await dialog.getByLabel(t('webhooks.since')).waitFor();
  await visit.check(['light']);
  await visit.shot('resending');
  await dialog.getByRole('button', { name: t('webhooks.resend') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(t('sent.delivered'), { exact: true }).first().click();
  await expect.poll(() => count('delivered'), POLL).toBe(2);
  expect(await count('failed')).toBe(0);
  const sent = page.getByRole('listitem').filter({ hasText: 'webhook.test' });
  await sent.nth(1).waitFor();
  await visit.settled();
  await visit.shot('resent');
});

it('a webhook changes its secret, is switched off, and is deleted', async () => {
  receiver.answer = 204;
  const { id, secret: first } = await olga.api.ask('POST /v1/webhooks', {
    body: { url: receiver.url, description: 'Accounts', topics: ['tier.*'] },
  });
  const path = { webhook_id: id };
  const kept = () => olga.api.ask('GET /v1/webhooks/{webhook_id}', { path });
  /** Whether what is sent now is signed with a secret. */
  const isSignedWith = async (secret: string) => {
    receiver.secret = secret;
    const tests = () => receiver.heard.filter(({ type }) => type === 'webhook.test');
    const before = tests().length;
    await olga.api.ask('POST /v1/webhooks/{webhook_id}/test', { path });
    await expect.poll(() => tests().length, POLL).toBe(before + 1);
    return tests().at(-1)?.isGenuine;
  };
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  /** Asks for another secret, and gives what is shown this one time. */
  const rotate = async (overlap: string) => {
    await page.getByRole('button', { name: t('webhooks.rotate') }).click();
    const dialog = page.getByRole('dialog', { name: t('webhooks.rotate') });
    await dialog.getByLabel(t('webhooks.overlap')).selectOption({ label: overlap });
    await visit.check(['light']);
    await visit.shot('rotating');
    await dialog.getByRole('button', { name: t('webhooks.rotate') }).click();
    const shown = page.getByRole('dialog', { name: t('webhooks.secretTitle') });
    const secret = (await shown.getByRole('status').textContent()) ?? '';
    await shown.getByRole('button', { name: t('secret.kept') }).click();
    await shown.waitFor({ state: 'detached' });
    return secret;
  };
  await visit.open(`/console/settings/webhooks/${id}`);
  const second = await rotate(t('webhooks.hours', { count: 24 }));
  expect(second).not.toBe(first);
  await page.getByText(t('webhooks.oldSecret', { when: '' }).replace(/ \.$/, '')).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('two-secrets');
  expect(await isSignedWith(first ?? ''), 'the old secret, while both count').toBe(true);
  expect(await isSignedWith(second), 'the new secret').toBe(true);
  const third = await rotate(t('webhooks.atOnce'));
  expect(await isSignedWith(second), 'a secret that ended at once').toBe(false);
  expect(await isSignedWith(third)).toBe(true);
  expect((await kept()).old_secret_until ?? null).toBe(null);

  await page.getByRole('button', { name: t('webhooks.disable') }).click();
  const enable = page.getByRole('button', { name: t('webhooks.enable') });
  await enable.waitFor();
  await page.getByText(t('webhooks.off'), { exact: true }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('switched-off');
  expect((await kept()).enabled).toBe(false);
  await enable.click();
  await page.getByRole('button', { name: t('webhooks.disable') }).waitFor();
  expect((await kept()).enabled).toBe(true);

  await page.getByRole('button', { name: t('webhooks.delete') }).click();
  const asked = page.getByRole('dialog', { name: t('webhooks.deleteTitle') });
  await asked.waitFor();
  await visit.check(['light']);
  await visit.shot('deleting');
  await asked.getByRole('button', { name: t('webhooks.delete') }).click();
  await page.getByRole('heading', { level: 1, name: t('webhooks.title') }).waitFor();
  await visit.settled();
  expect(new URL(page.url()).pathname).toBe('/console/settings/webhooks');
  expect(await page.getByRole('link', { name: 'Accounts' }).count()).toBe(0);
  const { items } = await olga.api.ask('GET /v1/webhooks', {});
  expect(items.filter((one) => one.id === id && !one.deleted_at)).toEqual([]);
  const test = olga.api.ask('POST /v1/webhooks/{webhook_id}/test', { path });
  await expect(test).rejects.toMatchObject({ status: 404 });
});

it('a key works until it is revoked', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/settings/keys');
  await page.getByRole('button', { name: t('keys.add') }).click();
  const making = page.getByRole('dialog', { name: t('keys.add') });
  await making.getByLabel(t('keys.name'), { exact: true }).fill('Web shop');
  await making.getByLabel(t('keys.server'), { exact: true }).check();
  await visit.check(['light']);
  await visit.shot('key');
  await making.getByRole('button', { name: t('keys.add') }).click();
  const secret = page.getByRole('dialog', { name: t('keys.secretTitle', { name: 'Web shop' }) });
  const key = (await secret.getByRole('status').textContent()) ?? '';
  await secret.getByRole('button', { name: t('secret.kept') }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Web shop' });
  await row.getByText(t('keys.server'), { exact: true }).waitFor();
  await visit.settled();
  await visit.check(['light']);
  const program = new Caller(shop.server.url, key);
  expect((await program.ask('GET /v1/programme', {})).version).toBe(1);
  const { items } = await olga.api.ask('GET /v1/api-keys', {});
  expect(items.find(({ name }) => name === 'Web shop')?.role).toBe('server');

  await row.getByRole('button', { name: t('keys.revoke') }).click();
  const asked = page.getByRole('dialog', { name: t('keys.revokeTitle', { name: 'Web shop' }) });
  await asked.waitFor();
  await visit.check(['light']);
  await visit.shot('revoking');
  await asked.getByRole('button', { name: t('keys.revoke') }).click();
  await asked.waitFor({ state: 'detached' });
  await row.getByText(t('keys.revoked', { when: '' })).waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  await expect(program.ask('GET /v1/programme', {})).rejects.toMatchObject({ status: 401 });
});

it('members see the look that the shop gives itself', async () => {
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/settings/look');
  await page.getByLabel(t('look.name')).fill('Bean & Leaf');
  const colour = page.getByLabel(t('look.colour'), { exact: true });
  const save = page.getByRole('button', { name: t('settings.save') });
  await colour.fill('#12');
  await page.getByText(t('look.noColour')).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByRole('button', { name: '#7c3aed' }).click();
  expect(await colour.inputValue()).toBe('#7c3aed');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: t('look.chooseLogo') }).click();
  const file = { name: 'logo.png', mimeType: 'image/png', buffer: LOGO };
  await (await choosing).setFiles(file);
  await page.getByRole('img', { name: t('look.logo') }).waitFor();
  await page
    .getByRole('figure', { name: t('look.dark') })
    .getByText('Bean & Leaf')
    .waitFor();
  await visit.check();
  await visit.shot('look');
  await save.click();
  await page.getByText(t('look.saved')).waitFor();
  const branding = await new Caller(shop.server.url).ask('GET /v1/branding', {});
  expect(branding).toMatchObject({ name: 'Bean & Leaf', colour: '#7c3aed' });
  expect(branding.logo).toBeTruthy();

  const phone = await shop.visit({ size: PHONE });
  await phone.open('/app/');
  await phone.page.getByText('Bean & Leaf').first().waitFor();
  await phone.check();
  await phone.shot('seen');
});

it('a store gets a name, and is called by it where its till stands', async () => {
  await olga.api.ask('POST /v1/tills', { body: { name: 'Terrace', store: 'garden' } });
  const stores = async () => (await olga.api.ask('GET /v1/stores', {})).items;
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/settings/stores');
  const row = page.getByRole('listitem').filter({ hasText: 'garden' });
  await row.getByRole('button', { name: t('stores.editOf', { store: 'garden' }) }).click();
  const editing = page.getByRole('dialog', { name: t('stores.editTitle', { store: 'garden' }) });
  await editing.getByLabel(t('stores.name')).fill('Garden Café');
  await editing.getByLabel(t('stores.address')).fill('Park 1, Berlin');
  await visit.check(['light']);
  await visit.shot('store');
  await editing.getByRole('button', { name: t('settings.save') }).click();
  await editing.waitFor({ state: 'detached' });
  await row.getByText('Garden Café', { exact: true }).waitFor();
  await row.getByText('garden · Park 1, Berlin').waitFor();
  expect((await stores()).find(({ id }) => id === 'garden')).toMatchObject({
    name: 'Garden Café',
    address: 'Park 1, Berlin',
  });

  // One that nothing has named yet; a key that is known is changed, and not added.
  await page.getByRole('button', { name: t('stores.add') }).click();
  const adding = page.getByRole('dialog', { name: t('stores.add') });
  const add = adding.getByRole('button', { name: t('stores.add') });
  await adding.getByLabel(t('stores.name')).fill('Riverside');
  await adding.getByLabel(t('stores.key')).fill('garden');
  await adding.getByText(t('stores.keyTaken')).waitFor();
  expect(await add.isDisabled()).toBe(true);
  await adding.getByLabel(t('stores.key')).fill('river');
  await add.click();
  await adding.waitFor({ state: 'detached' });
  await page.getByText('Riverside', { exact: true }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('stores');

  await visit.open('/console/settings/tills');
  const till = page.getByRole('listitem').filter({ hasText: 'Terrace' });
  await till.getByText('Garden Café (garden)').waitFor();
  const acts = async () => {
    const { items } = await olga.api.ask('GET /v1/audit', { query: {} });
    return items.filter(({ what }) => what === 'store_changed').length;
  };
  await expect.poll(acts, POLL).toBe(2);
  await visit.open('/console/settings/activity');
  await page.getByText(`${t('act.store_changed')}: Garden Café`).waitFor();
});

it('the test clock moves, and points expire', async () => {
  const books = new Books(shop.server.admin);
  const jonas = await member(shop.server, 'Jonas', '+4915112345679');
  await sell(shop.server.admin, jonas, cake(30));
  const now = async () =>
    Date.parse((await shop.server.admin.ask('GET /v1/sandbox/clock', {})).now);
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/settings/clock');
  await visit.check();
  await visit.shot('clock');
  const before = await now();
  await page.getByRole('button', { name: t('clock.day'), exact: true }).click();
  await expect.poll(now, POLL).toBeGreaterThan(before + DAY_MS - 60_000);
  expect(await now()).toBeLessThan(before + 2 * DAY_MS);
  expect(await books.points(jonas.id)).toEqual({ spendable: 30, held: 0 });

  await page.getByRole('button', { name: t('clock.year'), exact: true }).click();
  await expect.poll(now, POLL).toBeGreaterThan(before + 365 * DAY_MS);
  await books.pointsBecome(jonas.id, 0);

  const at = new Date(Math.ceil((await now()) / DAY_MS + 1) * DAY_MS);
  await page.getByLabel(t('clock.to')).fill(clockText(at, 'Europe/Berlin'));
  await page.getByRole('button', { name: t('clock.move'), exact: true }).click();
  await expect.poll(now, POLL).toBeGreaterThanOrEqual(+at);
  expect(await now()).toBeLessThan(+at + HOUR_MS);
});
