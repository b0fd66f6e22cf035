import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { menuOf } from '../console/shell/menu';
import { Caller } from './harness/api';
import { type World, world } from './harness/journey';
import { counter, member, owner, type Person, signedIn } from './harness/people';
import { textsOf } from './harness/texts';
import { POLL } from './harness/till';
import { PHONE, type Visit, type VisitOptions } from './harness/visit';

/** Offers nothing, and nothing has happened in it. */
const BARE = fileURLToPath(new URL('./claiming.yaml', import.meta.url));
/** So many screens wait for an answer at a time. */
const AT_A_TIME = 4;
/** Who somebody is; without that a screen can say no more than that the server is not there. */
const SESSION = '/v1/session';

describe('the office of a shop in which nothing has happened', () => {
  const shop = world(BARE);
  let olga: Person;
  let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

  beforeAll(async () => {
    t = await textsOf('console');
    olga = await owner(shop.server);
  });

  /** What stands where there is nothing to show. */
  const EMPTY = {
    '/': 'home.quietTitle',
    '/members': 'members.emptyTitle',
    '/members/approvals': 'approvals.emptyTitle',
    '/offers/coupons': 'coupons.emptyTitle',
    '/offers/raffles': 'raffles.emptyTitle',
    '/offers/together': 'together.emptyTitle',
    '/offers/queue': 'queue.emptyTitle',
    '/offers/partners': 'partners.emptyTitle',
    '/offers/partners/affiliates': 'affiliates.emptyTitle',
    '/offers/partners/disputes': 'disputes.emptyTitle',
    '/programme/edit?tab=replay': 'replay.empty',
    '/reports/certificates': 'certificates.emptyTitle',
    '/reports/receipts': 'receipts.emptyTitle',
    '/settings/stores': 'stores.emptyTitle',
    '/settings/tills': 'tills.emptyTitle',
    '/settings/webhooks': 'webhooks.emptyTitle',
  } as const;

  it('says on each screen that there is nothing yet', async () => {
    const visit = await shop.visit({ as: olga.api });
    for (const [path, title] of Object.entries(EMPTY))
      await isEmpty(visit, `/console${path}`, t(title));
  });

  it('says on each screen that the server does not answer, and goes on when it does', async () => {
    const session = await olga.api.ask('GET /v1/session', {});
    const addresses = menuOf(session).flatMap(({ entries }) => entries.map(({ to }) => to));
    await comesBack(shop, { as: olga.api }, '/console', addresses, t('retry'));
  });
});

describe('the app of a member who has nothing yet', () => {
  const shop = world(BARE);
  let mira: Caller;
  let t: Awaited<ReturnType<typeof textsOf<'member'>>>;

  beforeAll(async () => {
    t = await textsOf('member');
    mira = await signedIn(shop.server, await member(shop.server, 'Mira', '+4915112345678'));
  });

  const EMPTY = {
    '/offers/raffles': 'raffles.none',
    '/rewards': 'rewards.none',
    '/history/expiry': 'expiry.none',
    '/me/household': 'household.none',
  } as const;

  it('says on each screen that there is nothing yet', async () => {
    const visit = await shop.visit({ as: mira, size: PHONE });
    for (const [path, title] of Object.entries(EMPTY))
      await isEmpty(visit, `/app${path}`, t(title));
  });

  it('says on each screen that the server does not answer, and goes on when it does', async () => {
    const more = ['/', '/offers', '/history', '/me/preferences', '/me/devices'];
    const addresses = [...more, ...Object.keys(EMPTY)];
    await comesBack(shop, { as: mira, size: PHONE }, '/app', addresses, t('retry'));
  });
});

describe('a till', () => {
  const shop = world(BARE);
  let olga: Person;
  let t: Awaited<ReturnType<typeof textsOf<'till'>>>;

  beforeAll(async () => {
    t = await textsOf('till');
    olga = await owner(shop.server);
  });

  it('at which nobody may sign in says so', async () => {
    const till = await olga.api.ask('POST /v1/tills', { body: { name: 'Back', store: 'main' } });
    const device = new Caller(shop.server.url);
    await device.ask('POST /v1/till/enrol', { body: { code: till.code ?? '' } });
    await isEmpty(await shop.visit({ as: device }), '/till/', t('cashiers.none'));
  });

  it('that the server does not answer says so, and goes on when it does', async () => {
    const { api } = await counter(olga);
    const known = [SESSION, '/v1/till'];
    await comesBack(shop, { as: api }, '/till', ['/'], t('retry'), known);
    await comesBack(shop, { as: api }, '/till', ['/'], t('retry'), []);
  });
});

/** Looks at a screen that has nothing to show: it says so, and has nothing to report. */
async function isEmpty(visit: Visit, address: string, words: string) {
  await visit.open(address);
  await visit.page.getByRole('main').getByText(words, { exact: true }).first().waitFor();
  expect.soft(await visit.page.getByRole('alert').allTextContents(), address).toEqual([]);
  await visit.shot(`empty-${nameOf(address)}`);
  expect.soft(await visit.violations(), `axe: ${address}`).toEqual([]);
  expect.soft(await visit.overhang(), `${address} scrolls sideways`).toBe(0);
}

/** Looks at screens whose questions are all refused: each says so, and shows what it is for at the press of a button. */
async function comesBack(
  shop: World,
  who: VisitOptions,
  base: string,
  addresses: readonly string[],
  retry: string,
  spared: readonly string[] = [SESSION],
): Promise<void> {
  const left = [...addresses];
  const look = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const visit = await shop.visit(who);
      const again = await visit.refused(spared);
      await visit.open(base + path);
      const button = visit.page.getByRole('button', { name: retry, exact: true });
      const message = `${base}${path} offers to try again`;
      await expect.poll(() => button.count(), { ...POLL, message }).toBeGreaterThan(0);
      await visit.shot(`refused-${nameOf(base + path)}`);
      await again();
      for (let tries = await button.count(); tries > 0; tries = await button.count()) {
        await button.first().click();
        await expect.poll(() => button.count(), POLL).toBeLessThan(tries);
      }
      await visit.settled();
      expect.soft(await visit.page.getByRole('alert').allTextContents(), path).toEqual([]);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, look));
}

const nameOf = (address: string) => address.replace(/\W+/g, ' ').trim().replaceAll(' ', '-');
