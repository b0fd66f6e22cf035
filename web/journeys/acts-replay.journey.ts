import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { type Known, member, owner, type Person } from './harness/people';
import { cake, coffee, PROGRAMME, sell } from './harness/shop';
import { textsOf } from './harness/texts';
import { POLL } from './harness/till';

const shop = world(PROGRAMME);
const DOCUMENT = readFileSync(PROGRAMME, 'utf8');
/** Half as much for everything, more for coffee, and a tier that is further away. */
const STRICTER = DOCUMENT.replace(
  'earning:\n',
  "earning:\n  roast: { name: Coffee, unit: points, give: 3, per: 1, on: line.category == 'coffee' }\n",
)
  .replace('unit: points, give: 1, per: 1 }', 'unit: points, give: 1, per: 2 }')
  .replace('at: { bought: 100 }', 'at: { bought: 150 }');
let olga: Person;
let mira: Known;
let jonas: Known;

beforeAll(async () => {
  olga = await owner(shop.server);
  mira = await member(shop.server, 'Mira', '+4915112345678');
  jonas = await member(shop.server, 'Jonas', '+4915112345679');
  await sell(shop.server.admin, mira, cake(120));
  await sell(shop.server.admin, jonas, coffee(8));
});

it('another text is tried on last year: who gets less, who gets more, and who leaves a tier', async () => {
  const t = await textsOf('console');
  const { number } = await olga.api.ask('POST /v1/programme/versions', {
    body: { document: STRICTER },
  });
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open(`/console/programme/versions/${number}?tab=replay`);
  await page.getByText(t('replay.over', { count: 2 })).waitFor();

  // What the server says, and the screen has to show.
  const begun = await olga.api.ask('POST /v1/programme/replays', { body: { document: STRICTER } });
  const path = { replay_id: begun.id };
  const replay = () => olga.api.ask('GET /v1/programme/replays/{replay_id}', { path });
  await expect.poll(async () => (await replay()).state, POLL).toBe('done');
  const { result } = await replay();
  expect(result).toMatchObject({
    receipts: 2,
    winners: 1,
    losers: 1,
    unchanged: 0,
    tiers: [{ track: 'status', from: 'regular', to: 'guest', members: 1 }],
  });

  const part = (key: 'winners' | 'losers' | 'unchanged', share: string) =>
    page.getByRole('listitem').filter({ hasText: t(`replay.${key}`, { share }) });
  await part('winners', '50%').getByText('1', { exact: true }).waitFor();
  await part('losers', '50%').getByText('1', { exact: true }).waitFor();
  await part('unchanged', '0%').getByText('0', { exact: true }).waitFor();
  await page.getByRole('heading', { name: t('replay.tiers') }).waitFor();
  const moves = page.locator('.replay-move');
  expect(await moves.allTextContents()).toEqual([
    `Regular${t('replay.to')}Guest${t('replay.moved', { count: 1 })}`,
  ]);
  // Worth in the year: a point is ten cents.
  const felt = (who: Known) => page.getByRole('listitem').filter({ hasText: who.name });
  await felt(mira).getByText('€12.00 → €6.00').waitFor();
  await felt(jonas).getByText('€2.40 → €8.40').waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('replay');

  // Tiers are called as the programme calls them, to whoever reads another language.
  const other = await shop.visit({ as: olga.api, locale: 'ru' });
  await other.open(`/console/programme/versions/${number}?tab=replay`);
  const translated = other.page.locator('.replay-move');
  await translated.filter({ hasText: /Завсегдатай.*Гость/ }).waitFor();
});
