import type { Session } from '@shared/api/people';
import { expect, it } from 'vitest';
import { menuOf } from './menu';

const somebody = (permissions: Session['permissions']): Session => ({
  kind: 'staff',
  id: 'stf_1',
  name: 'Anna',
  permissions,
  needs_second_factor: false,
});
const addresses = (session: Session) => menuOf(session).flatMap((s) => s.entries.map((e) => e.to));

it('an analyst finds no settings', () => {
  expect(addresses(somebody(['programme.see', 'reports.see']))).toEqual(['/']);
});

it('an owner finds everything', () => {
  expect(addresses(somebody(['access.manage', 'audit', 'reports.see']))).toEqual([
    '/',
    '/settings/staff',
    '/settings/tills',
    '/settings/activity',
  ]);
});
