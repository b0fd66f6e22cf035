import { beforeAll, expect, it } from 'vitest';
import type { Caller } from './harness/api';
import { world } from './harness/journey';
import { type Known, member, owner, type Person, signedIn } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books } from './harness/till';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;
let mira: Known;
let phone: Caller;
let books: Books;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira', '+4915112345678');
  phone = await signedIn(shop.server, mira);
  books = new Books(shop.server.admin);
  await sell(shop.server.admin, mira, cake(60));
});

const path = () => ({ member_id: mira.id });
const told = () => shop.server.admin.ask('GET /v1/members/{member_id}', { path: path() });

/** Whom a phone leads to. */
async function whoHas(number: string): Promise<string[]> {
  const { items } = await shop.server.admin.ask('POST /v1/members/find', {
    body: { phone: number },
  });
  return items.map(({ id }) => id);
}

/** Mira's profile, as the office sees it. */
async function profile(): Promise<Visit> {
  const visit = await shop.visit({ as: olga.api });
  await visit.open(`/console/members/${mira.id}`);
  return visit;
}

/** Chooses one of the rarer acts. */
async function choose({ page }: Visit, act: 'contact' | 'erase'): Promise<void> {
  await page.getByRole('button', { name: t('acts.more') }).click();
  await page.getByRole('menuitem', { name: t(`acts.${act}`), exact: true }).click();
}

it('a coupon is given, and its code is read out', async () => {
  const { admin } = shop.server;
  const visit = await profile();
  const { page } = visit;
  await page.getByRole('button', { name: t('acts.coupon') }).click();
  const dialog = page.getByRole('dialog', { name: t('coupon.title') });
  await dialog.getByLabel(t('coupon.which')).selectOption({ label: 'Two euros off' });
  await dialog.getByLabel(t('coupon.reason')).fill('The cake was late');
  await visit.check(['light']);
  await visit.shot('coupon');
  await dialog.getByRole('button', { name: t('acts.coupon') }).click();
  await dialog.getByText(t('coupon.done')).waitFor();
  const code = (await dialog.locator('.coupon-code').textContent()) ?? '';
  await visit.check(['light']);
  await visit.shot('coupon-given');
  const { items } = await admin.ask('GET /v1/members/{member_id}/coupons', { path: path() });
  expect(items).toMatchObject([{ coupon: 'printed', code }]);
  const body = { code, member: { id: mira.id } };
  expect(await admin.ask('POST /v1/coupons/validate', { body })).toMatchObject({ valid: true });

  await dialog.getByText(t('close'), { exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const held = page.getByRole('listitem').filter({ hasText: code });
  await held.getByText('Two euros off').waitFor();
  await visit.settled();
  await visit.check(['light']);
});

it('name and contact are changed, and emptied; what leads to the member stays', async () => {
  const elsewhere = '+4915187654321';
  const visit = await profile();
  const { page } = visit;
  const dialog = page.getByRole('dialog', { name: t('acts.contact') });
  const field = (name: 'name' | 'phone' | 'email' | 'address') =>
    dialog.getByLabel(t(`contact.${name}`), { exact: true });
  const save = async () => {
    await dialog.getByRole('button', { name: t('save') }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(t('contact.done'), { exact: true }).waitFor();
  };
  await choose(visit, 'contact');
  expect(await field('name').inputValue()).toBe('Mira');
  await field('name').fill('Mira Aliyeva');
  await field('phone').fill(elsewhere);
  await field('email').fill('mira@example.org');
  await field('address').fill('Hauptstr. 1, Berlin');
  await visit.check(['light']);
  await visit.shot('contact');
  await save();
  await page.getByRole('heading', { level: 1, name: 'Mira Aliyeva' }).waitFor();
  expect((await told()).contact).toEqual({
    name: 'Mira Aliyeva',
    phone: elsewhere,
    email: 'mira@example.org',
    address: 'Hauptstr. 1, Berlin',
  });
  expect(await whoHas(mira.phone)).toEqual([mira.id]);
  expect(await whoHas(elsewhere)).toEqual([]);

  await visit.settled();
  await choose(visit, 'contact');
  expect(await field('address').inputValue()).toBe('Hauptstr. 1, Berlin');
  await field('address').fill('');
  await field('phone').fill('');
  await save();
  const { contact } = await told();
  expect(contact?.name).toBe('Mira Aliyeva');
  expect(contact?.email).toBe('mira@example.org');
  expect(contact?.address ?? '').toBe('');
  expect(contact?.phone ?? '').toBe('');
});

it('whoever asks for it is forgotten, and the book is still sound', async () => {
  await books.caughtUp();
  const before = await shop.server.verify();
  const visit = await profile();
  const { page } = visit;
  const name = (await told()).name ?? '';
  await choose(visit, 'erase');
  const dialog = page.getByRole('dialog', { name: t('erase.title', { name }) });
  const word = dialog.getByLabel(t('erase.type', { word: t('erase.word') }));
  const erase = dialog.getByRole('button', { name: t('acts.erase') });
  expect(await erase.isDisabled(), 'before the word is typed').toBe(true);
  await word.fill(t('erase.word').slice(0, -1));
  expect(await erase.isDisabled(), 'with half of the word').toBe(true);
  await word.fill(t('erase.word'));
  await visit.check(['light']);
  await visit.shot('sure');
  await erase.click();
  await page.getByText(t('erase.done'), { exact: true }).waitFor();
  await page.getByRole('heading', { level: 1, name: t('ended.unnamed') }).waitFor();
  await page.getByRole('region', { name: t('ended.erased') }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('erased');
  expect(await page.getByText(name).count(), 'the name is nowhere').toBe(0);

  const gone = await told();
  expect(gone.identities ?? []).toEqual([]);
  expect(Object.values(gone.contact ?? {}).filter(Boolean)).toEqual([]);
  expect(await whoHas(mira.phone)).toEqual([]);
  await expect(phone.ask('GET /v1/session', {})).rejects.toMatchObject({ status: 401 });
  await books.caughtUp();
  const after = await shop.server.verify();
  // What was sold stays sold.
  expect(after).toMatchObject({ receipts: before.receipts, broken: [] });
  expect(after.entries, 'the erasure stands in the book').toBeGreaterThan(before.entries);
});
