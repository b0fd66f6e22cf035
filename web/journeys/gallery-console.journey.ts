import { beforeAll, describe, expect, it } from 'vitest';
import { router } from '../console/router';
import { hang, SPOKEN } from './harness/gallery';
import { world } from './harness/journey';
import { PROGRAMME, type Stocked, stock } from './harness/shop';

const shop = world(PROGRAMME);
let stocked: Stocked;

beforeAll(async () => {
  stocked = await stock(shop.server);
});

/** What stands for the open parts of addresses; an address with another one fails until it is told here. */
const samples = (): Record<string, string> => ({
  memberId: stocked.members[0]?.id ?? '',
  batch: stocked.batch,
  raffle: 'spring',
  section: 'offers',
  key: 'weekend',
  pattern: 'happyHour',
  receiptId: stocked.receipt,
  webhook: stocked.webhook,
  version: '1',
});

/** Screens for people who are not signed in; the journeys of signing in look at them. */
const OUTSIDE = ['/setup', '/invitation', '/sign-in'];

/** What the journey of importing looks at, because it takes a file to get there. */
const ON_THE_WAY = ['/members/imports/$importId'];

const ADDRESSES = Object.keys(router.routesByPath).filter(
  (path) => !OUTSIDE.includes(path) && !ON_THE_WAY.includes(path),
);

describe.each(ADDRESSES)('console %s', (path) => {
  it.each(SPOKEN)('is fit to be seen in %s', async (locale) => {
    const visit = await shop.visit({ as: stocked.owner.api, locale });
    await visit.open(`/console${filled(path)}`);
    await hang(visit, nameOf(path), locale);
  });
});

function filled(path: string): string {
  return path.replace(/\$(\w+)/g, (_, name: string) => {
    return samples()[name] ?? expect.fail(`tell in this file what stands for $${name} in ${path}`);
  });
}

const nameOf = (path: string) => path.replace(/^\//, '').replace(/[/$]+/g, '-') || 'home';
