import type { Difference, ProgrammeView } from '@shared/api/types';
import { expect, it } from 'vitest';
import { placeOf, whatOf } from './difference';

const view = (
  ...sections: [key: string, title: string, items: [path: string, title: string][]][]
): Pick<ProgrammeView, 'sections'> => ({
  sections: sections.map(([key, title, items]) => ({
    key,
    title,
    items: items.map(([path, name]) => ({
      path,
      title: name,
      kind: key,
      place: { line: 1 },
      sentences: [],
    })),
  })),
});

const after = view(
  ['earning', 'Points', [['earning.purchases', 'Points for purchases']]],
  [
    'offers',
    'Offers',
    [
      ['offers', 'Offers'],
      ['offers.tea', 'Tea time'],
    ],
  ],
  ['referral', 'Friends', [['referral', 'Friends']]],
);
const before = view(['offers', 'Offers', [['offers.gone', 'Last summer']]]);
const at = (path: string) => placeOf({ path }, [after, before]);

it('calls places as the readable view does', () => {
  expect(at('earning.purchases.give')).toEqual({
    section: 'earning',
    part: 'Points',
    title: 'Points for purchases',
  });
  expect(at('offers.tea.percent.by_tier.gold').title).toBe('Tea time');
});

it('knows what is gone from the version before', () => {
  expect(at('offers.gone')).toEqual({ section: 'offers', part: 'Offers', title: 'Last summer' });
});

it('makes a name where the view tells none', () => {
  expect(at('offers.tea-time.from')).toMatchObject({ part: 'Offers', title: 'Tea time' });
  expect(at('units.stars.worth')).toEqual({ section: 'units', part: undefined, title: 'Stars' });
  expect(at('settings.max_discount')).toEqual({
    section: 'settings',
    part: undefined,
    title: undefined,
  });
  expect(at('referral.milestones.5')).toMatchObject({ part: 'Friends' });
});

const difference = (rest: Partial<Difference>): Difference => ({
  kind: 'changed',
  path: '',
  sentence: '',
  ...rest,
});

it('tells what of a thing differs', () => {
  expect(
    whatOf(
      difference({
        path: 'earning.purchases.give',
        old: '1',
        new: '2',
        sentence: 'earning.purchases: give 1 -> 2',
      }),
    ),
  ).toEqual({ key: 'give', label: 'give', isWhole: false });
  expect(
    whatOf(
      difference({
        path: 'offers.silver-price.percent.by_tier.silver',
        old: '10 %',
        new: '12 %',
        sentence: 'offers.silver-price: percent for tier silver 10 % -> 12 %',
      }),
    ),
  ).toEqual({ key: undefined, label: 'percent for tier silver', isWhole: false });
});

it('tells a whole thing that came or went from a value that did', () => {
  expect(
    whatOf(
      difference({
        path: 'coupons.spring.uses',
        kind: 'removed',
        old: '100',
        sentence: 'coupons.spring: uses 100 -> none',
      }),
    ),
  ).toEqual({ key: 'uses', label: 'uses', isWhole: false });
  expect(
    whatOf(
      difference({
        path: 'tiers.status.levels.gold',
        kind: 'removed',
        old: '(at 2000)',
        sentence: 'tiers.status: level gold removed',
      }),
    ),
  ).toEqual({ key: undefined, label: 'level gold', isWhole: true });
  expect(
    whatOf(
      difference({
        path: 'offers.tea',
        kind: 'added',
        new: '(percent 10 %)',
        sentence: 'offers.tea: added',
      }),
    ),
  ).toEqual({ key: undefined, label: '', isWhole: true });
});
