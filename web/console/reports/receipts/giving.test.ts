import type { Permission } from '@shared/api/people';
import type { Receipt } from '@shared/api/types';
import { expect, it } from 'vitest';
import { canBeGiven, mayGive } from './giving';

const receipt: Receipt = {
  id: 'rcp_1',
  entry: 'ent_1',
  at: '2026-05-03T10:00:00Z',
  recorded_at: '2026-05-03T10:00:00Z',
  store: 'S1',
  programme_version: 1,
  currency: 'EUR',
  totals: {
    total: '3.00',
    discount: '0.00',
    paid_by_units: '0.00',
    paid_by_certificates: '0.00',
    payable: '3.00',
    lines: [],
  },
  effects: [],
  coupons: [],
  certificates: [],
  refusals: [],
  hints: [],
};
const NEXT_WEEK = Date.parse('2026-05-10T10:00:00Z');

it('a receipt of nobody can be given away as long as the programme lets it', () => {
  expect(canBeGiven(receipt, 14, NEXT_WEEK)).toBe(true);
  expect(canBeGiven(receipt, 7, NEXT_WEEK), 'on the last day').toBe(true);
  expect(canBeGiven(receipt, 5, NEXT_WEEK), 'too late').toBe(false);
  expect(canBeGiven(receipt, undefined, NEXT_WEEK), 'never').toBe(false);
});

it('what is somebody’s, or was returned altogether, stays as it is', () => {
  expect(canBeGiven({ ...receipt, member: 'mem_1' }, 14, NEXT_WEEK)).toBe(false);
  const returned = (complete: boolean) => ({ ...receipt, returned: { complete, quantities: [] } });
  expect(canBeGiven(returned(true), 14, NEXT_WEEK)).toBe(false);
  expect(canBeGiven(returned(false), 14, NEXT_WEEK)).toBe(true);
});

it.each<[Permission[], boolean]>([
  [['members.see', 'members.change'], true],
  [['members.see', 'serve'], true],
  [['members.see'], false],
  [['members.change'], false],
])('with %s it is %s', (permissions, isSo) => {
  expect(mayGive((permission) => permissions.includes(permission))).toBe(isSo);
});
