import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { owner, type Person } from './harness/people';
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
  // The first point follows at once.
  const receipt = await shop.server.admin.ask('POST /v1/members', {
    body: { identities: [{ kind: 'phone', value: '+4915112345678' }] },
  });
  expect(receipt.member).toBeDefined();
});
