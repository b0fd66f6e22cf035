import { beforeAll, expect, it } from 'vitest';
import { world } from './harness/journey';
import { type Counter, counter, owner, type Person } from './harness/people';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';

const shop = world(PROGRAMME);
let olga: Person;
let front: Counter;

beforeAll(async () => {
  olga = await owner(shop.server);
  front = await counter(olga);
});

it('a till that is taken out of use asks for a code at its next step', async () => {
  const [console, till] = [await textsOf('console'), await textsOf('till')];
  const desk = await shop.visit({ as: front.api });
  await desk.open('/till/');
  await desk.page.getByRole('button', { name: till('counter.lock') }).waitFor();

  const office = await shop.visit({ as: olga.api });
  await office.open('/console/settings/tills');
  await office.check();
  await office.page.getByRole('button', { name: console('tills.revoke') }).click();
  const dialog = office.page.getByRole('dialog', {
    name: console('tills.revokeTitle', { name: 'Front' }),
  });
  await office.shot('asked');
  await dialog.getByRole('button', { name: console('tills.revoke') }).click();
  await dialog.waitFor({ state: 'detached' });
  await office.page.getByText(/^Out of use since/).waitFor();
  await office.shot('revoked');

  await desk.page.getByRole('button', { name: till('counter.lock') }).click();
  await desk.page.getByLabel(till('enrol.code')).waitFor();
  const note = desk.page.getByRole('alert');
  expect(await note.textContent()).toContain(till('title:till.revoked'));
  await desk.check();
  await desk.shot('refused');

  // The server does not rely on the screen.
  const refusal = front.api.ask('GET /v1/till', {});
  await expect(refusal).rejects.toMatchObject({ code: 'till.revoked' });
});

it('a new code sets the device up again', async () => {
  const [console, till] = [await textsOf('console'), await textsOf('till')];
  const office = await shop.visit({ as: olga.api });
  await office.open('/console/settings/tills');
  await office.page
    .getByRole('button', { name: console('tills.add') })
    .first()
    .click();
  const dialog = office.page.getByRole('dialog');
  await dialog.getByLabel(console('tills.name')).fill('Back');
  // Where a till stood before is known, and so is nothing else.
  const store = dialog.getByRole('combobox', { name: console('tills.store') });
  await store.selectOption(console('tills.storeOther'));
  await dialog.getByLabel(console('tills.storeNew')).fill('garden');
  await office.check();
  await office.shot('another-store');
  await store.selectOption('main');
  await dialog.getByLabel(console('tills.storeNew')).waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: console('tills.add') }).click();
  const code = office.page.getByText(/^\d{4}-?\d{4}$/);
  await code.waitFor();
  await office.check();
  await office.shot('code');

  const path = { store_id: 'main' };
  await olga.api.ask('PUT /v1/stores/{store_id}', { path, body: { name: 'Main Street' } });
  const desk = await shop.visit({ as: front.api });
  await desk.open('/till/');
  await desk.page.getByLabel(till('enrol.code')).fill((await code.textContent()) ?? '');
  await desk.page.getByRole('button', { name: till('enrol.submit') }).click();
  await desk.page.getByRole('button', { name: 'Carla' }).waitFor();
  await desk.page.getByText('Back · Main Street').waitFor();
});
