import { beforeAll, describe, expect, it } from 'vitest';
import { Caller } from './harness/api';
import { hang, SPOKEN, type Spoken } from './harness/gallery';
import { world } from './harness/journey';
import { counter, owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import type { Visit } from './harness/visit';

/** What a finger hits without looking. */
const TARGET_PX = 48;

const shop = world(PROGRAMME);
let olga: Person;
let signedIn: Caller;
let waiting: Caller;

beforeAll(async () => {
  olga = await owner(shop.server);
  signedIn = (await counter(olga)).api;
  const till = await olga.api.ask('POST /v1/tills', { body: { name: 'Back', store: 'main' } });
  waiting = new Caller(shop.server.url);
  await waiting.ask('POST /v1/till/enrol', { body: { code: till.code ?? '' } });
});

// The till has no addresses: its screens follow from who stands at it.
const SCREENS: Record<string, (locale: Spoken) => Promise<Visit>> = {
  enrol: (locale) => shop.visit({ locale }),
  cashiers: (locale) => shop.visit({ as: waiting, locale }),
  counter: (locale) => shop.visit({ as: signedIn, locale }),
};

describe.each(Object.entries(SCREENS))('till, %s', (name, begin) => {
  it.each(SPOKEN)('is fit to be seen in %s', async (locale) => {
    const visit = await begin(locale);
    await visit.open('/till/');
    await hang(visit, name, locale);
  });
});

it('everything that one presses while serving is large enough for a finger', async () => {
  const t = await textsOf('till');
  const visit = await shop.visit({ as: signedIn });
  await visit.open('/till/');
  await visit.page.getByLabel(t('scan.label')).waitFor();
  const small = await visit.page.locator('button, input, select').evaluateAll(
    (elements, least) =>
      elements
        .map((one) => ({ box: one.getBoundingClientRect(), text: one.outerHTML.slice(0, 120) }))
        .filter(({ box }) => box.height > 0 && Math.round(box.height) < least)
        .map(({ box, text }) => `${Math.round(box.height)} px: ${text}`),
    TARGET_PX,
  );
  expect(small).toEqual([]);
});
