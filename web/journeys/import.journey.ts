import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world(PROGRAMME);
let olga: Person;

beforeAll(async () => {
  olga = await owner(shop.server);
});

/** Two good rows, one with a phone that is none, one with a balance that is no number. */
const FILE = `id,name,phone,balance.points
1001,Anna Example,+4915112345601,120
1002,Boris Example,12,5
1003,Clara Example,+4915112345603,many
1004,Dana Example,+4915112345604,7
`;

it('a list is imported: what is wrong with it is told by line, the rest comes in, and goes again', async () => {
  const t = await textsOf('console');
  const visit = await shop.visit({ as: olga.api });
  const { page } = visit;
  await visit.open('/console/members/imports');
  await visit.check();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: t('imports.choose') }).click(),
  ]);
  await chooser.setFiles({
    name: 'members.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(FILE),
  });
  await page.getByText(t('imports.columnsText', { count: 4 })).waitFor();
  await visit.check();
  await visit.shot('columns');
  await page.getByRole('button', { name: t('imports.check') }).click();
  await page.getByText(t('imports.refused', { count: 2 })).waitFor();
  await visit.settled();
  for (const line of [3, 4]) {
    await page.getByText(t('imports.line', { line })).first().waitFor();
  }
  await visit.check();
  await visit.shot('errors');
  expect(await membersFound()).toEqual([]);

  await page.getByRole('button', { name: t('imports.start', { count: 2 }) }).click();
  await page.getByText(t('import.done'), { exact: true }).first().waitFor();
  await visit.settled();
  await visit.shot('done');
  expect(await membersFound()).toEqual(['Anna Example', 'Dana Example']);

  await page.getByRole('button', { name: t('imports.undo') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('imports.undo') }).click();
  await page.getByText(t('import.undone'), { exact: true }).first().waitFor();
  await visit.check();
  await visit.shot('undone');
});

async function membersFound(): Promise<string[]> {
  const phones = [1, 2, 3, 4].map((last) => `+491511234560${last}`);
  const found = await Promise.all(
    phones.map((phone) => shop.server.admin.ask('POST /v1/members/find', { body: { phone } })),
  );
  return found.flatMap((page) => page.items).map((one) => one.contact?.name ?? one.name ?? '');
}
