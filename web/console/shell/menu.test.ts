import { PERMISSIONS } from '@shared/api/people';
import type { Session } from '@shared/api/types';
import { expect, it } from 'vitest';
import { router } from '../router';
import { entryOf, menuOf } from './menu';

const somebody = (permissions: Session['permissions']): Session => ({
  kind: 'staff',
  id: 'stf_1',
  name: 'Anna',
  permissions,
  needs_second_factor: false,
});
const addresses = (session: Session) => menuOf(session).flatMap((s) => s.entries.map((e) => e.to));

it('an analyst finds no settings', () => {
  const found = addresses(somebody(['programme.see', 'reports.see']));
  expect(found.filter((address) => address.startsWith('/settings/'))).toEqual([]);
});

it('a partner finds what is due, and nothing else', () => {
  expect(addresses(somebody(['own_firm']))).toEqual(['/', '/offers/partners']);
});

it('who asks and who decides finds what waits for a second person', () => {
  for (const permission of ['members.adjust', 'programme.edit', 'programme.publish'] as const) {
    expect(addresses(somebody([permission]))).toContain('/members/approvals');
  }
});

it('an owner finds everything', () => {
  const all = PERMISSIONS.filter((permission) => !permission.startsWith('own'));
  const found = addresses(somebody([...all]));
  for (const screen of ['/', '/settings/staff', '/settings/tills', '/settings/activity']) {
    expect(found).toContain(screen);
  }
  // Every line of the menu leads to a screen.
  expect(found.filter((address) => !(address in router.routesByPath))).toEqual([]);
});

it('a screen below an entry belongs to the nearest one', () => {
  const sections = menuOf(somebody(['access.manage']));
  expect(entryOf(sections, '/settings/staff/stf_1')?.to).toBe('/settings/staff');
  expect(entryOf(sections, '/')?.to).toBe('/');
  expect(entryOf(sections, '/settings/staffing')).toBeUndefined();
});
