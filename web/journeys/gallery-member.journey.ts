import { beforeAll, describe, it } from 'vitest';
import type { Caller } from './harness/api';
import { hang, SPOKEN } from './harness/gallery';
import { world } from './harness/journey';
import { signedIn } from './harness/people';
import { PROGRAMME, stock } from './harness/shop';

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
    await hang(visit, path.replaceAll('/', '-').slice(1) || 'home', locale);
  });
});
