import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { type Known, member, signedIn } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import { POLL } from './harness/till';
import { PHONE } from './harness/visit';

const shop = world(PROGRAMME);
let mira: Known;
let jonas: Known;

beforeAll(async () => {
  mira = await member(shop.server, 'Mira', '+4915112345678');
  jonas = await member(shop.server, 'Jonas', '+4915112345679');
});

/** The codes that a member holds, as the server knows it. */
async function codesOf(who: Known): Promise<string[]> {
  const path = { member_id: who.id };
  const { items } = await shop.server.admin.ask('GET /v1/members/{member_id}/certificates', {
    path,
  });
  return items.map(({ code }) => code);
}

it('a certificate is on the phone of whom it was issued to, and goes to another one by its link', async () => {
  const t = await textsOf('member');
  const { certificates } = await shop.server.admin.ask('POST /v1/certificates', {
    body: { type: 'gift', value: '25', member: { id: mira.id } },
  });
  const code = certificates[0]?.code ?? '';
  expect(await codesOf(mira)).toEqual([code]);

  const giver = await shop.visit({ as: await signedIn(shop.server, mira), size: PHONE });
  await giver.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await giver.open('/app/rewards');
  await giver.page.getByRole('heading', { name: t('certificates.title') }).waitFor();
  await giver.check();
  await giver.shot('held');
  const line = giver.page.getByRole('button', { name: /^Gift: .*25/ });
  await line.click();
  const sheet = giver.page.getByRole('dialog', { name: 'Gift' });
  await sheet.getByText(code, { exact: true }).waitFor();
  await giver.check();
  await giver.shot('code');
  await sheet.getByRole('button', { name: t('certificates.pass') }).click();
  await sheet.getByRole('button', { name: t('copied') }).waitFor();
  const message = await giver.page.evaluate(() => navigator.clipboard.readText());
  const link = new URL(/http\S+/.exec(message)?.[0] ?? expect.fail(`no link in: ${message}`));

  // Whoever gets it may have to sign in first.
  const friend = await shop.visit({ size: PHONE });
  await friend.open(link.pathname + link.hash);
  await friend.page.getByLabel(t('signIn.phone')).fill(jonas.phone);
  await friend.page.getByRole('button', { name: t('signIn.send') }).click();
  await friend.page.getByLabel(t('code.label')).fill(await shop.server.codeFor(jonas.phone));
  const adding = friend.page.getByRole('dialog', { name: t('certificates.add') });
  expect(await adding.getByLabel(t('certificates.code')).inputValue()).toBe(code);
  await friend.settled();
  await friend.check();
  await friend.shot('given');
  await adding.getByRole('button', { name: t('certificates.take') }).click();
  await adding.getByRole('status').waitFor();
  await friend.check();
  await friend.shot('added');
  await adding.getByRole('button', { name: t('close') }).click();
  await friend.page.getByRole('button', { name: /^Gift: .*25/ }).waitFor();

  expect(await codesOf(jonas)).toEqual([code]);
  expect(await codesOf(mira)).toEqual([]);
  await giver.page.reload();
  await giver.settled();
  await expect.poll(() => line.count(), POLL).toBe(0);
  await giver.shot('gone');
});
