import { beforeAll, describe, it } from 'vitest';
import { LOCALES } from '../shared/i18n/types';
import type { Caller } from './harness/api';
import { glance, hang, SPOKEN } from './harness/gallery';
import { world } from './harness/journey';
import { signedIn } from './harness/people';
import { PROGRAMME, stock } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world(PROGRAMME);
let mira: Caller;

beforeAll(async () => {
  const { members } = await stock(shop.server);
  const [first] = members;
  if (first) mira = await signedIn(shop.server, first);
});

const SOURCES = import.meta.glob<string>('../member/**/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every address that the app has a screen for, from its own text: nothing can be forgotten here. */
const ADDRESSES = Object.values(SOURCES)
  .flatMap((source) => [...source.matchAll(/<Route\s+path="([^"]+)"/g)])
  .map((match) => match[1] ?? '')
  .sort();

describe.each(ADDRESSES)('member app %s', (path) => {
  it.each(SPOKEN)('is fit to be seen in %s', async (locale) => {
    const visit = await shop.visit({ as: mira, locale });
    await visit.open(`/app${path}`);
    const name = path.replaceAll('/', '-').slice(1) || 'home';
    await hang(visit, 'member', name, locale);
    if (locale === 'en') await glance(visit, 'member', name);
  });
});

describe('member app, a gift certificate', () => {
  it.each(LOCALES)('is fit to be seen in %s', async (locale) => {
    const t = await textsOf('member', locale);
    const visit = await shop.visit({ as: mira, locale });
    await visit.open('/app/rewards');
    await visit.page.getByRole('button', { name: /^(Gift|Подарок): .*25/ }).click();
    await visit.page.getByRole('dialog').getByText(t('certificates.passHint')).waitFor();
    await hang(visit, 'member', 'certificate', locale);
  });

  it.each(LOCALES)('that somebody was given is, too, in %s', async (locale) => {
    const t = await textsOf('member', locale);
    const visit = await shop.visit({ as: mira, locale });
    await visit.open('/app/rewards#certificate=ABCD-2345');
    await visit.page.getByRole('dialog', { name: t('certificates.add') }).waitFor();
    await hang(visit, 'member', 'certificate-given', locale);
  });
});

describe('member app, an invitation', () => {
  it.each(LOCALES)('is fit to be seen in %s', async (locale) => {
    const t = await textsOf('member', locale);
    const visit = await shop.visit({ locale });
    await visit.open('/app/invited#code=7F3K-9QXA2');
    await visit.page.getByRole('button', { name: t('invited.signIn') }).waitFor();
    await hang(visit, 'member', 'invitation', locale);
  });
});
