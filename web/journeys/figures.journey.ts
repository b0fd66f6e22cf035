import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { world } from './harness/journey';
import { colleague, member, owner, type Person } from './harness/people';
import { cake, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { Books, POLL } from './harness/till';
import type { Visit } from './harness/visit';

const DAY_MS = 24 * 60 * 60 * 1000;

const shop = world(PROGRAMME);
let olga: Person;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  const { admin } = shop.server;
  const mira = await member(shop.server, 'Mira Aliyeva', '+4915112345678');
  const jonas = await member(shop.server, 'Jonas Weber', '+4915112345679');
  await sell(admin, mira, cake(120));
  // Nobody's, and so without points.
  await admin.ask('POST /v1/receipts', { body: { store: { id: 'main' }, lines: [cake(9)] } });
  await admin.ask('POST /v1/certificates', { body: { type: 'gift', value: '25' } });
  // Too little for a ticket.
  await sell(admin, jonas, cake(3));
  await admin.ask('POST /v1/members/{member_id}/adjustments', {
    path: { member_id: jonas.id },
    body: {
      unit: 'points',
      amount: '7',
      reason: 'For a short while',
      expires_at: new Date(Date.now() + 10 * DAY_MS).toISOString(),
    },
  });
});

let visit: Visit;
let page: Page;

beforeEach(async () => {
  await new Books(shop.server.admin).caughtUp();
  visit = await shop.visit({ as: olga.api });
  page = visit.page;
  await visit.open('/console/reports');
});

/** Each line of the list says one of these, in this order. */
async function linesAre(...said: string[]): Promise<void> {
  const lines = () => page.getByRole('main').getByRole('listitem').allTextContents();
  await expect.poll(lines, POLL).toEqual(said.map((one) => expect.stringContaining(one)));
}

/** One tap shows everything again. */
const takeOff = (name: string) =>
  page.getByRole('button', { name: t('list.takeOff', { name }) }).click();

it('a level opens its members', async () => {
  await page.getByRole('link', { name: /^Regular/ }).click();
  await linesAre('Mira Aliyeva');
  await visit.settled();
  await visit.check();
  await visit.shot('members-of-a-level');
  await takeOff(t('members.ofTier', { name: 'Regular' }));
  await linesAre('Jonas Weber', 'Mira Aliyeva');
});

it('a rule opens its receipts', async () => {
  const name = 'A ticket for five euros';
  await page.getByRole('link', { name: t('reports.receiptsOf', { name }) }).click();
  await linesAre('120.00');
  await visit.settled();
  await visit.check();
  await visit.shot('receipts-of-a-rule');
  await takeOff(t('receipts.ofRule', { name }));
  await linesAre('3.00', '9.00', '120.00');
});

it('what expires soon opens its days, and those who lose it', async () => {
  await page.getByRole('button', { name: /^7 points/ }).click();
  const days = page.getByRole('main').getByRole('listitem').getByRole('listitem');
  await expect.poll(() => days.allTextContents(), POLL).toEqual([expect.stringMatching(/7$/)]);
  await visit.settled();
  await visit.check();
  await visit.shot('days-of-expiry');
  await page.getByRole('link', { name: t('reports.whose') }).click();
  await linesAre('Jonas Weber');
  await visit.settled();
  await visit.check();
  await visit.shot('members-who-lose');
  await takeOff(t('members.expiring', { unit: 'points' }));
  await linesAre('Jonas Weber', 'Mira Aliyeva');
});

/** A figure is a link that says what it counts and where it leads. */
const figure = (what: string, where: string) =>
  page.getByRole('main').getByRole('link', {
    name: new RegExp(`^${what} .*${t('reports.opens', { where })}$`),
  });

const ofUnit = (what: string, unit: string) => t('reports.ofUnit', { what, unit });

/** The table by day has this column first, and such a sum below it. */
async function daysTell(column: string, inAll: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: t('reports.days') }).waitFor();
  await page.getByText(t('reports.daysOf', { what: column }), { exact: true }).waitFor();
  const head = () => page.getByRole('columnheader').nth(1).textContent();
  await expect.poll(head, POLL).toBe(column);
  const sum = () => page.getByRole('row').last().getByRole('cell').first().textContent();
  await expect.poll(sum, POLL).toContain(inAll);
}

it('every tile of the home page is a link', async () => {
  await visit.open('/console/');
  const tiles = page.getByRole('main').locator('.figure-value');
  await expect.poll(() => tiles.count(), POLL).toBe(10);
  expect(await page.getByRole('main').locator('a .figure-value').count()).toBe(10);
  await visit.check();
  await visit.shot('home');
});

it('members and certificates since the beginning open their lists', async () => {
  await visit.open('/console/');
  await figure(t('home.members'), t('members.title')).click();
  await linesAre('Jonas Weber', 'Mira Aliyeva');
  await visit.open('/console/');
  await figure(t('home.certificates'), t('certificates.title')).click();
  await linesAre(t('certificates.of', { amount: '€25.00' }));
  await visit.settled();
  await visit.check();
  await visit.shot('certificates');
});

it('corrections since the beginning open the acts that made them', async () => {
  await visit.open('/console/');
  await figure(ofUnit(t('home.adjusted'), 'points'), t('activity.title')).click();
  await linesAre(t('act.balance_corrected'));
  await visit.settled();
  await visit.check();
  await visit.shot('corrections');
  await takeOff(t('act.balance_corrected'));
  const lines = () => page.getByRole('main').getByRole('listitem').count();
  await expect.poll(lines, POLL).toBeGreaterThan(1);
});

it('the turnover since the beginning opens its days, and a day its receipts', async () => {
  await visit.open('/console/');
  await figure(t('home.turnover'), t('reports.days')).last().click();
  await daysTell(t('home.turnover'), '132.00');
  await visit.settled();
  await visit.check();
  await visit.shot('days-of-turnover');
  await page
    .getByRole('row')
    .getByRole('link', { name: t('reports.opens', { where: t('receipts.title') }) })
    .first()
    .click();
  await linesAre('3.00', '9.00', '120.00');
});

it('discounts and returns since the beginning open their days', async () => {
  for (const what of [t('home.discount'), t('home.returns')]) {
    await visit.open('/console/');
    await figure(what, t('reports.days')).click();
    await daysTell(what, '0');
  }
});

it('receipts since the beginning open all of them', async () => {
  await visit.open('/console/');
  await figure(t('home.receipts'), t('receipts.title')).last().click();
  await linesAre('3.00', '9.00', '120.00');
});

it('new members open those who joined in that time', async () => {
  await figure(t('reports.joined'), t('members.title')).click();
  await linesAre('Jonas Weber', 'Mira Aliyeva');
  const joined = new RegExp(t('members.joined', { days: '' }).trim());
  await page.getByRole('button', { name: joined }).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('members-who-joined');
  await visit.open('/console/members?joinedFrom=2020-01-01&joinedUntil=2020-01-31');
  await page.getByRole('heading', { name: t('members.nobodyTitle') }).waitFor();
});

it('active members open the receipts of members', async () => {
  await figure(t('reports.active'), t('receipts.title')).click();
  await linesAre('3.00', '120.00');
  await visit.settled();
  await visit.check();
  await visit.shot('receipts-of-members');
  await takeOff(t('receipts.byMembers'));
  await linesAre('3.00', '9.00', '120.00');
});

it('what was issued and what expired of a unit opens its days', async () => {
  const [issued, expired] = [t('home.issued'), t('home.expired')];
  await visit.open('/console/');
  await figure(ofUnit(issued, 'points'), t('reports.days')).click();
  await daysTell(ofUnit(issued, 'points'), '123');
  await visit.open('/console/reports');
  await figure(ofUnit(expired, 'points'), t('reports.days')).click();
  await daysTell(ofUnit(expired, 'points'), '0');
  await visit.settled();
  await visit.check();
  await visit.shot('days-of-a-unit');
  const units = page.getByRole('combobox', { name: t('home.unit'), exact: true });
  await units.selectOption('tickets');
  await daysTell(ofUnit(expired, 'tickets'), '0');
});

it('what is with members opens those who have it', async () => {
  await figure(ofUnit(t('home.outstanding'), 'tickets'), t('members.title')).click();
  await linesAre('24 tickets');
  await visit.settled();
  await visit.check();
  await visit.shot('members-who-have');
  await takeOff(t('members.holding', { unit: 'tickets' }));
  await linesAre('Jonas Weber', 'Mira Aliyeva');
});

it('who may see no members finds the days behind every figure', async () => {
  const ada = await colleague(olga, 'analyst', 'Ada');
  const hers = await shop.visit({ as: ada.api });
  for (const address of ['/console/', '/console/reports']) {
    await hers.open(address);
    const links = hers.page.getByRole('main').getByRole('link');
    const places = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(places.filter((to) => to?.includes('/reports/days')).length).toBeGreaterThan(8);
    expect(places.filter((to) => /\/members|\/receipts/.test(to ?? ''))).toEqual([]);
  }
  page = hers.page;
  await figure(t('reports.joined'), t('reports.days')).click();
  await daysTell(t('reports.joined'), '2');
  await hers.settled();
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  await hers.check();
});
