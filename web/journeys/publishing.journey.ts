import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { colleague, owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import type { Visit } from './harness/visit';

const shop = world(PROGRAMME);
let olga: Person;
let paula: Person;
let t: Awaited<ReturnType<typeof textsOf<'console'>>>;

beforeAll(async () => {
  t = await textsOf('console');
  olga = await owner(shop.server);
  paula = await colleague(olga, 'owner', 'Paula');
});

/** Which version counts now. */
const counting = async () => (await olga.api.ask('GET /v1/programme', {})).version;

/** Changes the rate of points, and asks for it to be published with a word about why. */
async function publish(visit: Visit, rate: string, why: string): Promise<void> {
  const { page } = visit;
  await visit.open('/console/programme/edit?tab=forms');
  const card = page.getByRole('group', { name: 'Points for purchases' });
  const give = card.getByLabel(t('form.give'), { exact: true });
  await give.fill(rate);
  await give.press('Enter');
  const bar = page.getByRole('region', { name: t('programme.draft.bar') });
  await bar.getByText(t('programme.draft.valid')).waitFor();
  await bar.getByRole('button', { name: t('programme.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('programme.publishTitle') });
  await dialog.getByText(/purchases.*\bgive\b/).waitFor();
  await dialog.getByLabel(t('programme.why')).fill(why);
  await visit.settled();
  await visit.check();
  await visit.shot(`publish-${rate}`);
  await dialog.getByRole('button', { name: t('programme.publishNow') }).click();
}

/** What the history says of a version. */
const told = (page: Page, version: number) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: t('programme.version', { version }) }) });

it('the history tells why a version was published', async () => {
  const visit = await shop.visit({ as: olga.api });
  await publish(visit, '2', 'Autumn is quiet');
  await visit.page.getByRole('dialog', { name: t('done.inForce') }).waitFor();
  expect(await counting()).toBe(2);
  await visit.open('/console/programme/history');
  await told(visit.page, 2).getByText('Autumn is quiet').waitFor();
  await visit.check();
  await visit.shot('history');
});

it('with a second pair of eyes it counts when a colleague has agreed', async () => {
  await olga.api.ask('PUT /v1/settings/approvals', {
    body: { adjustment_limit: null, publish: true },
  });
  const visit = await shop.visit({ as: olga.api });
  await publish(visit, '3', 'Everybody else gives three');
  await visit.page.getByRole('dialog', { name: t('done.waiting') }).waitFor();
  await visit.check();
  await visit.shot('waiting');
  expect(await counting()).toBe(2);

  const other = await shop.visit({ as: paula.api });
  const { page } = other;
  await other.open('/console/');
  await page.getByRole('link', { name: t('home.approvals', { count: 1 }) }).click();
  const request = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByText(t('approvals.publish', { version: 3 })) });
  await request.getByText(olga.name).waitFor();
  await other.settled();
  await other.check();
  await other.shot('asked');
  await request.getByRole('button', { name: t('approvals.approve') }).click();
  await page.getByText(t('approvals.emptyTitle')).waitFor();
  expect(await counting()).toBe(3);

  await other.open('/console/programme/history');
  const version = told(page, 3);
  await version.getByText('Everybody else gives three').waitFor();
  await version.getByText(t('history.approved', { who: paula.name })).waitFor();
  await version.getByText(t('standing.inForce')).waitFor();
  await other.check();
  await other.shot('agreed');
});

it('whoever changes the programme goes on with the open draft, or begins anew', async () => {
  const { document } = await paula.api.ask('GET /v1/programme/versions/{version}', {
    path: { version: 3 },
  });
  const begun = await paula.api.ask('POST /v1/programme/versions', {
    body: { document: `${document}\n# Paula is not done yet\n` },
  });
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/programme/edit?tab=forms');
  await page
    .getByRole('heading', { name: t('programme.version', { version: begun.number }) })
    .waitFor();
  await page.getByText(new RegExp(`${paula.name}, `)).waitFor();
  await visit.settled();
  await visit.check();
  await visit.shot('open-draft');
  await page.getByRole('link', { name: t('programme.freshDraft') }).click();
  await page.getByRole('heading', { name: t('programme.newDraft') }).waitFor();
});
