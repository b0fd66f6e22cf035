import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { member, owner, type Person } from './harness/people';
import { cake, sell } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world();
let olga: Person;

beforeAll(async () => {
  olga = await owner(shop.server);
});

it('from nothing to a live programme: at most twelve clicks, four fields, five minutes', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page, effort } = visit;
  await visit.open('/console/');
  effort.restart();
  await page.getByLabel(t('first.name')).fill('Corner Coffee');
  await visit.check();
  await visit.shot('1-shop');
  await page.getByRole('button', { name: t('first.next') }).click();
  const template = page.getByRole('button', { name: t('first.recommended') }).first();
  await template.waitFor();
  await visit.check();
  await visit.shot('2-template');
  await template.click();
  await visit.settled();
  const live = page.getByRole('button', { name: t('first.live') });
  await live.waitFor();
  await visit.check();
  await visit.shot('3-preview');
  await live.click();
  await page.getByRole('status').filter({ hasText: 'Corner Coffee' }).waitFor();
  await visit.settled();
  await visit.shot('4-live');
  const { clicks, fields, seconds } = effort;
  await visit.check();
  expect(clicks).toBeLessThanOrEqual(12);
  expect(fields).toBeLessThanOrEqual(4);
  expect(seconds).toBeLessThan(300);

  const programme = await shop.server.admin.ask('GET /v1/programme', {});
  expect(programme).toMatchObject({
    name: 'Corner Coffee',
    version: 1,
    time_zone: 'Europe/Berlin',
  });

  // The first point follows at once, and all of it took a minute.
  const mira = await member(shop.server, 'Mira', '+4915112345678');
  await sell(shop.server.admin, mira, cake(20));
  const path = { member_id: mira.id };
  const balances = await shop.server.admin.ask('GET /v1/members/{member_id}/balances', { path });
  expect(balances.items.some(({ spendable }) => Number(spendable) > 0)).toBe(true);
  expect(effort.seconds).toBeLessThan(60);
});
