import { beforeAll, describe, expect, it } from 'vitest';
import { menuOf } from '../console/shell/menu';
import { ROLES } from '../shared/api/people';
import type { Session, StaffRole } from '../shared/api/types';
import { Refused } from './harness/api';
import { world } from './harness/journey';
import { colleague, counter, owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';

// The matrix of every route and role is a test of the server; here are spots of it, seen from a browser.
const shop = world(PROGRAMME);
const people = new Map<StaffRole, Person>();

beforeAll(async () => {
  const olga = await owner(shop.server);
  people.set('owner', olga);
  for (const role of ROLES) {
    if (role === 'owner' || role === 'cashier') continue;
    people.set(role, await colleague(olga, role, `the${role}`));
  }
  await counter(olga);
});

const OFFICE = ROLES.filter((role) => role !== 'cashier');

describe.each(OFFICE)('%s', (role) => {
  it('finds in the menu what the role may see, and every line of it opens', async () => {
    const t = await textsOf('console');
    const visit = await shop.visit({ as: personOf(role).api });
    const session = await personOf(role).api.ask('GET /v1/session', {});
    await visit.open('/console/');
    const menu = visit.page.getByRole('navigation', { name: t('menu.label') });
    for (const entry of entriesOf(session)) {
      await menu.getByRole('link', { name: t(entry.label), exact: true }).click();
      await visit.settled();
      await visit.page.getByRole('heading', { level: 1 }).first().waitFor();
      const notes = await visit.page.getByRole('alert').allTextContents();
      expect(notes, `${role} at ${entry.to}`).toEqual([]);
    }
    await visit.shot(role);
    const shown = await menu.getByRole('link').evaluateAll((links) => links.length);
    // And themselves, at the end.
    expect(shown).toBe(entriesOf(session).length + 1);
  });
});

it.each([
  ['analyst', 'GET /v1/staff'],
  ['marketer', 'GET /v1/tills'],
  ['finance', 'GET /v1/members'],
  ['support', 'GET /v1/api-keys'],
  ['partner', 'GET /v1/summary'],
] as const)('the server refuses the %s %s', async (role, route) => {
  const refusal = await personOf(role)
    .api.ask(route, {})
    .catch((error) => error);
  expect(refusal).toBeInstanceOf(Refused);
  expect(refusal).toMatchObject({ status: 403, code: 'auth.forbidden' });
});

it('a partner finds a home and what is due, and nothing else', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: personOf('partner').api });
  const { page } = visit;
  await visit.open('/console/');
  const menu = page.getByRole('navigation', { name: t('menu.label') });
  const links = menu.getByRole('link');
  const places = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(places.slice(0, -1)).toEqual(['/console/', '/console/offers/partners']);
  await page.getByRole('link', { name: t('home.toPartners') }).waitFor();
  await visit.check();
  await visit.shot('partner-home');
  await page.getByRole('link', { name: t('home.toPartners') }).click();
  await page.getByRole('heading', { level: 1, name: t('partners.title') }).waitFor();
  await visit.settled();
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  await visit.check();
  await visit.shot('partner-due');
});

it('a screen that the menu hides says why it stays empty', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: personOf('analyst').api });
  await visit.open('/console/settings/staff');
  const note = visit.page.getByRole('alert').first();
  await note.waitFor();
  expect(await note.textContent()).toContain(t('title:auth.forbidden'));
  await visit.check();
  await visit.shot('forbidden');
});

function personOf(role: StaffRole): Person {
  return people.get(role) ?? expect.fail(`nobody is ${role}`);
}

const entriesOf = (session: Session) => menuOf(session).flatMap((section) => section.entries);
