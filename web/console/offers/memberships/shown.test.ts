import type { MembershipFigures } from '@shared/api/types';
import { expect, it } from 'vitest';
import { shownOf } from './shown';

const quiet: MembershipFigures = {
  membership: 'plus',
  name: 'Plus',
  members: 3,
  on_trial: 0,
  sold: 2,
  paid: '40.00',
  trials: 0,
  over: 0,
  cancelled: 0,
  refunded: '0.00',
  returned: 0,
};
const names = (row: MembershipFigures) => shownOf(row).map(({ name }) => name);

it('leaves out what there is nothing of, where many never have it', () => {
  expect(names(quiet)).toEqual(['members', 'sold', 'paid', 'over', 'cancelled']);
});

it('shows money as money and the rest as numbers, in one order', () => {
  const busy = { ...quiet, on_trial: 1, trials: 2, cancelled: 1, refunded: '5.00', returned: 1 };
  expect(names(busy)).toEqual([
    'members',
    'on_trial',
    'sold',
    'paid',
    'trials',
    'over',
    'cancelled',
    'refunded',
    'returned',
  ]);
  expect(shownOf(busy).find(({ name }) => name === 'refunded')).toEqual({
    name: 'refunded',
    money: '5.00',
  });
});
