import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Group, MemberData } from '../shared/api/types';
import type { Caller } from './harness/api';
import { holding, late } from './harness/held';
import { world } from './harness/journey';
import { counter, type Known, member, owner, signedIn } from './harness/people';
import { scan } from './harness/scanner';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books, Counter, POLL } from './harness/till';
import { PHONE, type Visit } from './harness/visit';

const shop = world(PROGRAMME);
let mira: Known;
let jonas: Known;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'member'>>>;
/** Signed in once each: the server sends somebody three codes and then waits. */
const phones = new Map<Known, Caller>();

beforeAll(async () => {
  t = await textsOf('member');
  mira = await member(shop.server, 'Mira', '+4915112345678');
  jonas = await member(shop.server, 'Jonas', '+4915112345679');
  await sell(shop.server.admin, mira, cake(60));
  books = new Books(shop.server.admin);
  for (const who of [mira, jonas]) phones.set(who, await signedIn(shop.server, who));
});

const pathOf = (who: Known) => ({ member_id: who.id });

/** Somebody with the app on their phone. */
async function phoneOf(who: Known, place: string): Promise<Visit> {
  const visit = await shop.visit({ as: phones.get(who), size: PHONE });
  await visit.open(`/app${place}`);
  return visit;
}

it('an offer counts after the member has activated it', async () => {
  const discount = async () => (await sell(shop.server.admin, mira, cake(10))).totals.discount;
  expect(await discount()).toBe('0.00');
  const visit = await phoneOf(mira, '/offers');
  const { page } = visit;
  await page.getByRole('button', { name: t('activate.label', { name: '10 % off cake' }) }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('activate.on') })
    .waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('activated');
  const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/activations', {
    path: pathOf(mira),
  });
  expect(items).toMatchObject([{ offer: 'weekend', active: true }]);
  expect(await discount()).toBe('1.00');

  await page.reload();
  await page.getByText(t('activate.on'), { exact: true }).waitFor();
});

it('a choice takes as many as one may pick, and can be changed', async () => {
  const picked = async () => {
    const path = pathOf(mira);
    const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/choices', { path });
    return items.flatMap((one) => one.picked).sort();
  };
  const visit = await phoneOf(mira, '/offers');
  const { page } = visit;
  const options = page.getByRole('group', { name: 'Your favourites' });
  const save = page.getByRole('button', { name: t('choice.save') });
  await options.getByLabel('Coffee').check();
  await options.getByLabel('Cake').check();
  expect(await options.getByLabel('Bread').isDisabled(), 'a third one of two').toBe(true);
  expect(await picked(), 'before it is saved').toEqual([]);
  await visit.check();
  await visit.shot('choosing');
  await save.click();
  await page.getByText(t('saved'), { exact: true }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('chosen');
  expect(await picked()).toEqual(['cake', 'coffee']);
  expect(await save.count(), 'nothing is left to save').toBe(0);
});

it('whoever joined by phone has bars that the till finds, and that stand there without a network', async () => {
  const visit = await phoneOf(jonas, '/');
  const { page } = visit;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const show = page.getByRole('button', { name: t('card.enlarge') });
  const number = page.getByRole('dialog', { name: t('home.card') }).locator('figcaption');
  await show.click();
  await number.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('bars');
  const shown = await number.textContent();
  const digits = shown?.replaceAll(' ', '') ?? '';
  expect(digits).toMatch(/^29\d{11}$/);
  const told = await shop.server.admin.ask('GET /v1/members/{member_id}', { path: pathOf(jonas) });
  expect(told.identities).toContainEqual({ kind: 'card', value: digits });

  await visit.offline(true);
  await page.reload();
  await show.click();
  await number.waitFor();
  expect(await number.textContent()).toBe(shown);
  await visit.shot('bars-offline');

  const front = await counter(await owner(shop.server));
  const desk = await shop.visit({ as: front.api });
  const till = new Counter(desk, await textsOf('till'));
  await till.open();
  await scan(desk.page, digits);
  await till.strip.getByText('Jonas').waitFor();
  await desk.shot('bars-at-the-till');
});

it('a reward that was handed over at once stands in the history, and what waits is shown first', async () => {
  const { admin } = shop.server;
  const nele = await member(shop.server, 'Nele', '+4915112345680');
  const path = pathOf(nele);
  await sell(admin, nele, cake(600));
  const atOnce = { reward: 'tasting', option: 'autumn' };
  await admin.ask('POST /v1/members/{member_id}/claims', { path, body: atOnce });
  phones.set(nele, await signedIn(shop.server, nele));
  const visit = await phoneOf(nele, '/rewards');
  const { page } = visit;
  const mine = page.getByRole('heading', { name: t('mine.title'), exact: true });
  const mug = page.locator('.ticket').filter({ hasText: 'A mug' });
  await page.getByRole('heading', { name: t('rewards.catalogue') }).waitFor();
  await visit.settled();
  expect(await mine.count(), 'nothing waits').toBe(0);
  await visit.check();
  await visit.shot('nothing-waits');

  const claimed = await admin.ask('POST /v1/members/{member_id}/claims', {
    path,
    body: { reward: 'mug' },
  });
  const [claim] = claimed.claims;
  const code = claim?.code ?? expect.fail('it is picked up by a code');
  await page.reload();
  await mine.waitFor();
  await visit.settled();
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(t('mine.title'));
  expect(await page.locator('.ticket').count(), 'only what waits').toBe(1);
  await visit.check();
  await visit.shot('waits');
  await mug.click();
  await page.getByRole('dialog', { name: 'A mug' }).getByText(code).waitFor();

  await admin.ask('POST /v1/claims/collect', { body: { code } });
  await page.reload();
  await page.getByRole('heading', { name: t('rewards.catalogue') }).waitFor();
  await visit.settled();
  expect(await mine.count(), 'it was handed over').toBe(0);
  await visit.open('/app/history');
  await page
    .getByText(/An evening of tasting/)
    .first()
    .waitFor();
});

describe('a household', () => {
  /** As the server keeps it; nothing when Mira has none. */
  async function household(): Promise<Group | undefined> {
    const { admin } = shop.server;
    const path = pathOf(mira);
    const { items } = await admin.ask('GET /v1/members/{member_id}/groups', { path });
    const [seat] = items;
    if (!seat) return undefined;
    return await admin.ask('GET /v1/groups/{group_id}', { path: { group_id: seat.group } });
  }
  const seats = async () =>
    new Map((await household())?.seats.map((one) => [one.member, one.approved]));

  it('is opened, joined by a link, agreed to, shared, and left', async () => {
    expect(await household()).toBeUndefined();
    const head = await phoneOf(mira, '/me/household');
    await head.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await head.page.getByRole('button', { name: t('household.open', { name: 'Family' }) }).click();
    await head.page.getByRole('button', { name: t('household.share') }).click();
    await head.page.getByRole('button', { name: t('copied') }).waitFor();
    const message = await head.page.evaluate(() => navigator.clipboard.readText());
    const link = new URL(/http\S+/.exec(message)?.[0] ?? expect.fail(`no link in: ${message}`));
    await head.settled();
    await head.check();
    await head.shot('opened');
    expect(await seats()).toEqual(new Map([[mira.id, true]]));

    const guest = await phoneOf(jonas, link.pathname.replace('/app', '') + link.search);
    await guest.check();
    await guest.shot('invited');
    await guest.page.getByRole('button', { name: t('household.join') }).click();
    const waits = guest.page.getByRole('status').filter({ hasText: t('household.waits') });
    await waits.waitFor();
    await guest.settled();
    await guest.check();
    await guest.shot('asked');
    expect((await seats()).get(jonas.id), 'before the head has agreed').toBe(false);
    // Whoever opens the link again sees that, and cannot ask twice.
    await guest.page.reload();
    await waits.waitFor();
    expect(await guest.page.getByRole('button', { name: t('household.join') }).count()).toBe(0);

    await head.page.reload();
    await head.page.getByRole('button', { name: t('household.approve') }).click();
    await head.page.getByText(t('household.waits')).waitFor({ state: 'detached' });
    await head.settled();
    await head.check();
    await head.shot('agreed');
    expect((await seats()).get(jonas.id)).toBe(true);

    const before = Number((await household())?.balances[0]?.spendable ?? 0);
    await sell(shop.server.admin, jonas, cake(7));
    const after = async () => Number((await household())?.balances[0]?.spendable ?? 0);
    await expect.poll(after, POLL).toBe(before + 7);
    await guest.page.reload();
    const pool = guest.page.getByText(t('household.pool', { amount: '§' }).split('§')[0] ?? '');
    // What the phone kept stands there first.
    await pool.filter({ hasText: `${before + 7} points` }).waitFor();
    await guest.shot('shared');

    await guest.page.getByRole('button', { name: t('household.leave') }).click();
    const sheet = guest.page.getByRole('dialog', { name: t('household.leave') });
    await guest.check();
    await sheet.getByRole('button', { name: t('household.leave') }).click();
    await guest.page
      .getByRole('button', { name: t('household.share') })
      .waitFor({ state: 'detached' });
    await guest.settled();
    await guest.check();
    await guest.shot('left');
    expect(await seats()).toEqual(new Map([[mira.id, true]]));
  });

  it('is not joined by whoever takes the request back', async () => {
    const group = (await household())?.id ?? expect.fail('the household is open');
    const guest = await phoneOf(jonas, `/me/household?join=${group}`);
    await guest.page.getByRole('button', { name: t('household.join') }).click();
    const takeBack = guest.page.getByRole('button', { name: t('household.takeBack') });
    await takeBack.waitFor();
    expect((await seats()).get(jonas.id), 'it waits').toBe(false);
    const head = await phoneOf(mira, '/me/household');
    const waits = head.page.getByText(t('household.waits'));
    await waits.waitFor();

    // The request is found without the link, too.
    await guest.open('/app/me/household');
    await takeBack.waitFor();
    await guest.settled();
    await guest.check();
    await guest.shot('request');
    guest.effort.restart();
    await takeBack.click();
    await takeBack.waitFor({ state: 'detached' });
    expect(guest.effort.clicks, 'taps to take a request back').toBe(1);
    await guest.settled();
    await guest.check();
    await guest.shot('taken-back');
    expect(await seats()).toEqual(new Map([[mira.id, true]]));

    await head.page.reload();
    await head.page.getByRole('button', { name: t('household.share') }).waitFor();
    await head.settled();
    expect(await waits.count(), 'the head is no longer asked').toBe(0);
    expect(await head.page.getByRole('button', { name: t('household.approve') }).count()).toBe(0);
  });
});

it('what may be sent is switched for each channel and purpose', async () => {
  const path = pathOf(mira);
  const consents = async () => {
    const told = await shop.server.admin.ask('GET /v1/members/{member_id}', { path });
    return [...(told.profile?.consents ?? [])].sort();
  };
  const before = await consents();
  const visit = await phoneOf(mira, '/me/preferences');
  const { page } = visit;
  const box = (purpose: 'offers' | 'reminders', channel: 'sms' | 'email') =>
    page.getByRole('checkbox', { name: `${t(`purpose.${purpose}`)}: ${t(`channel.${channel}`)}` });
  // Each sends the whole list: until it was read back the switch stays as it was pressed, and no other one can be.
  const letGo = await holding(page, late, `**/v1/members/${mira.id}`);
  const isRead = page.waitForRequest(`**/v1/members/${mira.id}`);
  await box('offers', 'sms').check();
  await isRead;
  expect(await box('offers', 'sms').isChecked()).toBe(true);
  expect(await box('reminders', 'email').isDisabled()).toBe(true);
  letGo();
  await box('reminders', 'email').check();
  await expect.poll(consents, POLL).toEqual([...before, 'email/reminders', 'sms/offers'].sort());
  await visit.settled();
  await visit.check();
  await visit.shot('consents');

  await page.reload();
  await expect.poll(() => box('offers', 'sms').isChecked(), POLL).toBe(true);
  expect(await box('offers', 'email').isChecked()).toBe(false);
  expect(await box('reminders', 'sms').isChecked()).toBe(false);
  await box('offers', 'sms').uncheck();
  await expect.poll(consents, POLL).toEqual([...before, 'email/reminders'].sort());
});

it('name and birthday are told, the birthday once', async () => {
  const path = pathOf(jonas);
  const visit = await phoneOf(jonas, '/me/preferences');
  const { page } = visit;
  await page.getByLabel(t('preferences.name')).fill('Jonas Weber');
  await page.getByRole('button', { name: t('save') }).click();
  await page.getByText(t('saved'), { exact: true }).waitFor();
  const birthday = page.getByLabel(t('preferences.birthday'));
  await birthday.fill('1990-05-17');
  await visit.check();
  await page.getByRole('button', { name: t('save') }).click();
  await birthday.waitFor({ state: 'detached' });
  const told = await shop.server.admin.ask('GET /v1/members/{member_id}', { path });
  expect(told.contact?.name).toBe('Jonas Weber');
  expect(told.profile?.birthday).toEqual({ year: 1990, month: 5, day: 17 });
});

it('the file with all data holds the own, and nobody else', async () => {
  const visit = await phoneOf(mira, '/me/data');
  const { page } = visit;
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: t('data.get') }).click(),
  ]);
  await page.getByText(t('data.done')).waitFor();
  await visit.check();
  await visit.shot('data');
  expect(download.suggestedFilename()).toBe('Corner Coffee.json');
  const text = readFileSync(await download.path(), 'utf8');
  const data = JSON.parse(text) as MemberData;
  expect(data.member).toMatchObject({ id: mira.id, contact: { name: 'Mira' } });
  expect(data.member.identities).toContainEqual({ kind: 'phone', value: mira.phone });
  const receipts = await books.receipts(mira.id);
  expect(receipts.length).toBeGreaterThan(0);
  expect(data.receipts.map(({ id }) => id)).toEqual(receipts.map(({ id }) => id));
  const { spendable } = await books.points(mira.id);
  const points = data.member.balances.find((one) => one.unit === 'points');
  expect(Number(points?.spendable)).toBe(spendable);
  expect(text).not.toContain(jonas.phone);
});
