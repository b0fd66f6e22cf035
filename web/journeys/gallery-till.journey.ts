import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Locale } from '../shared/i18n/types';
import { Caller } from './harness/api';
import { glance, hang, SPOKEN } from './harness/gallery';
import { world } from './harness/journey';
import { counter, type Person } from './harness/people';
import { scan } from './harness/scanner';
import { PROGRAMME, stock } from './harness/shop';
import { textsOf } from './harness/texts';
import { CARD, Counter, giveCard } from './harness/till';
import type { Visit } from './harness/visit';

/** What a finger hits without looking. */
const TARGET_PX = 48;

const shop = world(PROGRAMME);
let t: Awaited<ReturnType<typeof textsOf<'till'>>>;
let olga: Person;
let signedIn: Caller;
let waiting: Caller;

beforeAll(async () => {
  t = await textsOf('till');
  const { owner, members } = await stock(shop.server);
  olga = owner;
  const [mira] = members;
  if (mira) await giveCard(shop.server.admin, mira);
  signedIn = (await counter(olga, 'Window')).api;
  const till = await olga.api.ask('POST /v1/tills', { body: { name: 'Back', store: 'main' } });
  waiting = new Caller(shop.server.url);
  await waiting.ask('POST /v1/till/enrol', { body: { code: till.code ?? '' } });
});

// The till has no addresses: its screens follow from who stands at it.
const SCREENS: Record<string, (locale: Locale) => Promise<Visit>> = {
  enrol: (locale) => shop.visit({ locale }),
  cashiers: (locale) => shop.visit({ as: waiting, locale }),
  counter: (locale) => shop.visit({ as: signedIn, locale }),
};

describe.each(Object.entries(SCREENS))('till, %s', (name, begin) => {
  it.each(SPOKEN)('is fit to be seen in %s', async (locale) => {
    const visit = await begin(locale);
    await visit.open('/till/');
    await hang(visit, 'till', name, locale);
    if (locale === 'en') await glance(visit, 'till', name);
  });
});

describe('everything that one presses while serving is large enough for a finger', () => {
  let visit: Visit;
  let till: Counter;
  const small = () => visit.page.evaluate(tooSmall, TARGET_PX);

  beforeEach(async () => {
    visit = await shop.visit({ as: signedIn });
    till = new Counter(visit, t);
    await till.open();
  });

  it('before anybody comes', async () => {
    expect(await small()).toEqual([]);
  });

  it('with a member, points to pay with, and a line in the basket', async () => {
    const { page } = visit;
    await scan(page, CARD);
    await till.quoted('8');
    await page.getByRole('button', { name: t('entry.add') }).click();
    await page
      .getByRole('button', { name: t('basket.more', { name: t('basket.amount') }) })
      .waitFor();
    await page.getByRole('button', { name: t('points.part') }).click();
    await page.getByRole('textbox', { name: t('points.howMany', { unit: 'points' }) }).waitFor();
    expect(await small()).toEqual([]);
  });

  it('in the list of what a member can use', async () => {
    const { page } = visit;
    await scan(page, CARD);
    await till.strip.getByRole('button', { name: /to use/ }).click();
    const list = page.getByRole('dialog');
    await list.getByText('A newspaper').waitFor();
    expect(await small()).toEqual([]);
    await list
      .getByRole('button', { name: t('offers.use') })
      .first()
      .click();
    await list.getByRole('button', { name: t('offers.really') }).waitFor();
    expect(await small()).toEqual([]);
  });

  it('when somebody joins', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: t('enrolment.open') }).click();
    await page.getByRole('dialog').getByLabel(t('enrolment.agrees')).waitFor();
    expect(await small()).toEqual([]);
  });

  it('in the list of receipts to send, and when a sale is taken back', async () => {
    const { page } = visit;
    await visit.offline(true);
    await till.sellAlone('5');
    await till.waiting(1).click();
    const list = page.getByRole('dialog');
    await list.getByText(t('queue.waiting')).waitFor();
    expect(await small()).toEqual([]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: t('undo.open') }).click();
    await page.getByRole('button', { name: t('undo.yes') }).waitFor();
    expect(await small()).toEqual([]);
  });
});

/** Runs in the page: what can be pressed there and has less than so many pixels either way. */
function tooSmall(least: number): string[] {
  const pressed = document.querySelectorAll<HTMLElement>('button, input, select, summary, a[href]');
  return [...pressed].flatMap((one) => {
    // A box to tick is pressed by its words as well.
    const isBox = one instanceof HTMLInputElement && /checkbox|radio/.test(one.type);
    const boxes = [one, ...(isBox ? (one.labels ?? []) : [])].map((it) =>
      it.getBoundingClientRect(),
    );
    const width =
      Math.max(...boxes.map((it) => it.right)) - Math.min(...boxes.map((it) => it.left));
    const height =
      Math.max(...boxes.map((it) => it.bottom)) - Math.min(...boxes.map((it) => it.top));
    const isShown = one.checkVisibility() && width > 0 && height > 0;
    if (!isShown || (Math.round(width) >= least && Math.round(height) >= least)) return [];
    return [`${Math.round(width)} x ${Math.round(height)} px: ${one.outerHTML.slice(0, 120)}`];
  });
}
