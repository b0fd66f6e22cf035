import { expect, it } from 'vitest';
import { Caller } from './harness/api';
import { world } from './harness/journey';
import { colleague, counter, member, PASSWORD, type Person, signedIn } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import { Authenticator } from './harness/totp';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;

it('the first owner comes in by the link of the first start and sets a second factor', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit();
  const { page } = visit;
  await visit.open(`/console/setup#token=${shop.server.setupToken}`);
  await visit.check();
  await page.getByLabel(t('setup.name')).fill('Olga');
  await page.getByLabel(t('field.email')).fill('olga@example.org');
  await page.getByLabel(t('field.newPassword')).fill(PASSWORD);
  await page.getByRole('button', { name: t('setup.submit') }).click();

  await page.getByRole('button', { name: t('factor.begin') }).click();
  const secret = (await page.locator('.code').first().textContent()) ?? '';
  await visit.check();
  await visit.shot('second-factor');
  const authenticator = new Authenticator(secret);
  await page.getByLabel(t('code.label')).fill(authenticator.code());
  await page.getByRole('link', { name: 'Olga' }).waitFor();
  await visit.settled();
  await visit.shot('owner-inside');

  const api = new Caller(shop.server.url);
  const account = { email: 'olga@example.org', password: PASSWORD };
  const body = { ...account, code: authenticator.code() };
  const { id } = await api.ask('POST /v1/sign-in', { body });
  olga = { id, name: 'Olga', email: account.email, api, authenticator };
});

it('the link of the first start works once', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit();
  const { page } = visit;
  await visit.open(`/console/setup#token=${shop.server.setupToken}`);
  await page.getByLabel(t('setup.name')).fill('Mallory');
  await page.getByLabel(t('field.email')).fill('mallory@example.org');
  await page.getByLabel(t('field.newPassword')).fill(PASSWORD);
  await page.getByRole('button', { name: t('setup.submit') }).click();
  const note = page.getByRole('alert');
  await note.waitFor();
  expect(await note.textContent()).toContain(t('hint:auth.link_used'));
  await visit.check();
});

it('somebody of the staff comes in by an invitation, and the next day with password and code', async () => {
  const t = await textsOf('console');
  const host = await shop.visit({ as: olga.api });
  await host.open('/console/settings/staff');
  await host.page.getByRole('button', { name: t('staff.add') }).click();
  const dialog = host.page.getByRole('dialog');
  await dialog.getByLabel(t('field.name')).fill('Ada');
  await dialog.getByLabel(t('field.role')).selectOption('analyst');
  await dialog.getByLabel(t('field.email')).fill('ada@example.org');
  await host.check();
  await host.shot('invite');
  await dialog.getByRole('button', { name: t('staff.add') }).click();
  const link = await host.page.getByText('/console/invitation#token=').textContent();

  const guest = await shop.visit();
  await guest.open(new URL(link ?? '').pathname + new URL(link ?? '').hash);
  await guest.check();
  await guest.page.getByLabel(t('field.newPassword')).fill(PASSWORD);
  await guest.page.getByRole('button', { name: t('invitation.submit') }).click();
  await guest.page.getByRole('button', { name: t('factor.begin') }).click();
  const secret = (await guest.page.locator('.code').first().textContent()) ?? '';
  const phone = new Authenticator(secret);
  await guest.page.getByLabel(t('code.label')).fill(phone.code());
  await guest.page.getByRole('link', { name: 'Ada' }).waitFor();

  await guest.page.getByRole('button', { name: t('signOut') }).click();
  await guest.page.getByLabel(t('field.email')).fill('ada@example.org');
  await guest.page.getByLabel(t('field.password'), { exact: true }).fill(PASSWORD);
  await guest.check();
  await guest.page.getByRole('button', { name: t('signIn.submit') }).click();
  await guest.page.getByLabel(t('code.label')).fill(phone.code());
  await guest.page.getByRole('link', { name: 'Ada' }).waitFor();
});

it('a password is changed by whoever knows the old one, and other browsers are out', async () => {
  const t = await textsOf('console');
  const fred = await colleague(olga, 'finance', 'Fred');
  const visit = await shop.visit({ as: fred.api });
  const { page } = visit;
  const body = { email: fred.email, password: PASSWORD, code: fred.authenticator.code() };
  const phone = new Caller(shop.server.url);
  await phone.ask('POST /v1/sign-in', { body });
  await visit.open('/console/me');
  await page.getByText(t('devices.endOthers')).waitFor();
  await visit.check();
  await visit.shot('my-account');
  const change = async (password: string) => {
    await page.getByLabel(t('field.oldPassword'), { exact: true }).fill(password);
    await page.getByLabel(t('field.nextPassword')).fill('quite another staple');
    await page.getByRole('button', { name: t('me.changePassword') }).click();
  };
  await change('no idea at all');
  const note = page.getByRole('alert');
  await note.waitFor();
  expect(await note.textContent()).toContain(t('title:auth.password_wrong'));
  await visit.check();
  await change(PASSWORD);
  await page.getByText(t('me.passwordChanged')).waitFor();
  await page.getByText(t('devices.none')).waitFor();
  await visit.check();
  const ended = expect(phone.ask('GET /v1/session', {})).rejects;
  await ended.toMatchObject({ code: 'auth.session_ended' });
});

it('a cashier sets up a till by its code and signs in with a PIN, by keys alone', async () => {
  const t = await textsOf('till');
  const pin = '246813';
  const cashier = { name: 'Carla', role: 'cashier', pin } as const;
  await olga.api.ask('POST /v1/staff', { body: cashier });
  const till = await olga.api.ask('POST /v1/tills', { body: { name: 'Front', store: 'main' } });

  const visit = await shop.visit();
  const { page } = visit;
  await visit.open('/till/');
  await visit.check();
  await visit.shot('enrol');
  await page.getByLabel(t('enrol.code')).pressSequentially(till.code ?? '');
  await page.keyboard.press('Enter');
  const carla = page.getByRole('button', { name: 'Carla' });
  await carla.waitFor();
  await visit.check();
  await visit.shot('cashiers');
  await carla.press('Enter');
  await page.getByRole('heading', { name: t('pin.title', { name: 'Carla' }) }).waitFor();
  await visit.check();
  await visit.shot('pin');
  await page.keyboard.type('9999');
  await page.keyboard.press('Enter');
  const note = page.getByRole('alert');
  await note.waitFor();
  expect(await note.textContent()).toContain(t('title:auth.pin_wrong'));
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: t('counter.lock') }).waitFor();
  await visit.settled();
  await visit.shot('counter');
});

it('a member comes in by a code that is sent to the phone', async () => {
  const t = await textsOf('member');
  const mira = await member(shop.server, 'Mira', '+994501234567');
  const visit = await shop.visit({ size: PHONE });
  const { page } = visit;
  await visit.open('/app/');
  await visit.check();
  await visit.shot('member');
  await page.getByLabel(t('signIn.phone')).fill('+994 50 123 45 67');
  await page.getByRole('button', { name: t('signIn.send') }).click();
  await page.getByRole('heading', { name: t('signIn.sentTitle') }).waitFor();
  await visit.check();
  await visit.shot('member-code');
  await page.getByLabel(t('code.label')).fill(await shop.server.codeFor(mira.phone));
  await page.getByRole('navigation', { name: t('nav.label') }).waitFor();
  await visit.settled();
  await visit.shot('member-inside');
});

it('a member whose phone was lost is signed out by the shop', async () => {
  const [t, app] = [await textsOf('console'), await textsOf('member')];
  const rena = await member(shop.server, 'Rena', '+994507654321');
  const session = await signedIn(shop.server, rena);
  const phone = await shop.visit({ as: session, size: PHONE });
  await phone.open('/app/');
  await phone.page.getByRole('navigation', { name: app('nav.label') }).waitFor();

  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/members/${rena.id}`);
  await page.getByRole('button', { name: t('acts.more') }).click();
  await page.getByRole('menuitem', { name: t('acts.signOut') }).click();
  const dialog = page.getByRole('dialog', { name: t('signOutMember.title', { name: 'Rena' }) });
  await dialog.waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('sign-a-member-out');
  await dialog.getByRole('button', { name: t('acts.signOut') }).click();
  await page.getByText(t('signOutMember.done')).waitFor();
  await expect(session.ask('GET /v1/session', {})).rejects.toMatchObject({ status: 401 });

  await phone.page.reload();
  await phone.page.getByRole('button', { name: app('signIn.send') }).waitFor();
});

it('one browser holds one session, and says so to whoever comes with another', async () => {
  const [console, app] = [await textsOf('console'), await textsOf('member')];
  const { api } = await counter(olga, 'Back');
  const cashier = await shop.visit({ as: api });
  await cashier.open('/console/');
  await cashier.page.getByRole('heading', { name: console('till.title') }).waitFor();
  await cashier.check();
  const staff = await shop.visit({ as: olga.api, size: PHONE });
  await staff.open('/app/');
  await staff.page.getByRole('heading', { name: app('staff.title') }).waitFor();
  await staff.check();
});
