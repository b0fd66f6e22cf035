import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { router } from '../console/router';
import { glance, hang, SPOKEN } from './harness/gallery';
import { world } from './harness/journey';
import { PROGRAMME, type Stocked, stock } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world(PROGRAMME);
let stocked: Stocked;
/** A version that is not published yet. */
let draft: number;

beforeAll(async () => {
  stocked = await stock(shop.server);
});

/** What stands for the open parts of addresses; an address with another one fails until it is told here. */
const samples = (): Record<string, string> => ({
  memberId: stocked.members[0]?.id ?? '',
  batch: stocked.batch,
  raffle: 'spring',
  membership: 'plus',
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
    await hang(visit, 'console', nameOf(path), locale);
    if (locale === 'en') await glance(visit, 'console', nameOf(path));
  });
});

type Texts = Awaited<ReturnType<typeof textsOf<'console'>>>;

/** Screens without an address of their own: where they are opened, and how. */
const ON_TOP: Record<string, [at: () => string, open: (page: Page, t: Texts) => Promise<void>]> = {
  merging: [
    () => `/members/${stocked.members[0]?.id}`,
    async (page, t) => {
      await page.getByRole('button', { name: t('acts.more') }).click();
      await page.getByRole('menuitem', { name: t('acts.merge') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(t('merge.pick')).fill('Weber');
      await dialog.getByRole('button', { name: /Jonas Weber/ }).click();
      await dialog.getByRole('button', { name: t('merge.swap') }).waitFor();
    },
  ],
  'account that ended': [
    () => `/members/${stocked.ended}`,
    (page, t) => page.getByRole('button', { name: t('merged.apart') }).waitFor(),
  ],
  'taking apart': [
    () => `/members/${stocked.ended}`,
    async (page, t) => {
      await page.getByRole('button', { name: t('merged.apart') }).click();
      await page.getByRole('dialog', { name: t('merged.apartTitle') }).waitFor();
    },
  ],
  'issuing a certificate': [
    () => `/members/${stocked.members[0]?.id}`,
    async (page, t) => {
      await page.getByRole('button', { name: t('acts.more') }).click();
      await page.getByRole('menuitem', { name: t('acts.certificate') }).click();
      await page.getByRole('dialog').getByLabel(t('certificate.value')).waitFor();
    },
  ],
  'selling a membership': [
    () => `/members/${stocked.members[0]?.id}`,
    async (page, t) => {
      await page.getByRole('button', { name: t('acts.more') }).click();
      await page.getByRole('menuitem', { name: t('acts.membership') }).click();
      await page.getByRole('dialog').getByLabel(t('membership.which')).waitFor();
    },
  ],
  'naming a store': [
    () => '/settings/stores',
    async (page, t) => {
      await page.getByRole('button', { name: t('stores.editOf', { store: 'garden' }) }).click();
      await page.getByRole('dialog').getByLabel(t('stores.address')).waitFor();
    },
  ],
  texts: [
    () => `/programme/versions/${draft}?tab=texts`,
    (page, t) => page.getByLabel(t('wording.which')).waitFor(),
  ],
  publishing: [
    () => `/programme/versions/${draft}?tab=forms`,
    async (page, t) => {
      const bar = page.getByRole('region', { name: t('programme.draft.bar') });
      await bar.getByRole('button', { name: t('programme.publish') }).click();
      await page.getByRole('dialog').getByLabel(t('programme.why')).waitFor();
    },
  ],
};

describe('console, without an address', () => {
  beforeAll(async () => {
    const document = readFileSync(PROGRAMME, 'utf8').replace('worth: 0.10', 'worth: 0.12');
    const { number } = await stocked.owner.api.ask('POST /v1/programme/versions', {
      body: { document },
    });
    draft = number;
  });

  describe.each(Object.entries(ON_TOP))('%s', (name, [at, open]) => {
    it.each(SPOKEN)('is fit to be seen in %s', async (locale) => {
      const visit = await shop.visit({ as: stocked.owner.api, locale });
      await visit.open(`/console${at()}`);
      await open(visit.page, await textsOf('console', locale));
      await visit.settled();
      await hang(visit, 'console', name.replaceAll(' ', '-'), locale);
      if (locale === 'en') await glance(visit, 'console', name.replaceAll(' ', '-'));
    });
  });
});

function filled(path: string): string {
  return path.replace(/\$(\w+)/g, (_, name: string) => {
    return samples()[name] ?? expect.fail(`tell in this file what stands for $${name} in ${path}`);
  });
}

const nameOf = (path: string) => path.replace(/^\//, '').replace(/[/$]+/g, '-') || 'home';
