import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { amountOf } from './amount';
import { conditionsOf } from './conditions';
import { categoriesIn, goodsIn } from './goods';
import { itemsOf } from './items';
import { sayingOf } from './sayings';
import { sourceOf } from './source';
import { stateOf } from './state';
import { spanText, unitName } from './units';

const TEXT = `programme: {locales: [en, ru]}
units:
  points: {name: {en: {one: point, other: points}, ru: {one: балл, few: балла, many: баллов, other: балла}}}
offers:
  # remark
  noon:
    name: {en: Noon, ru: Полдень}
    percent: {by_tier: {silver: 5 %, gold: 12.5 %, guest: 1}}
    schedule: {weekdays: [monday], hours: ["12:00-13:00"]}
  delivery: {shipping: 100 %, minimum: {amount: 50}}
coupons:
  hello: {code: HELLO, uses: 5, offer: {name: Welcome, amount: 3, limits: [{times: 2, every: day}]}}
referral: {advocate: {award: {unit: points, amount: 50}}}
coalition: {unit: points, partners: {bakery: {name: Bakery, issues: 2 %}}}
raffles: {spring: {draw: 2027-03-31T12:00, prizes: {a: {name: A}, b: {name: B, count: 3}}}}
`;
const DOCUMENT = parse(TEXT);
const items = itemsOf(DOCUMENT, 'ru');
const item = (key: string) => items.find((one) => one.key === key) ?? expect.fail(key);

it('finds everything, with its name in the language or from the key', () => {
  expect(items.map(({ section, key, name }) => [section, key, name])).toEqual([
    ['offers', 'noon', 'Полдень'],
    ['offers', 'delivery', 'Delivery'],
    ['coupons', 'hello', 'Welcome'],
    ['referral', 'referral', 'Referral'],
    ['raffles', 'spring', 'Spring'],
    ['coalition', 'bakery', 'Bakery'],
  ]);
});

it('says the one thing that matters', () => {
  expect(sayingOf(item('noon'))).toEqual({
    say: 'percent',
    amount: { kind: 'upTo', text: '12.5' },
  });
  expect(sayingOf(item('delivery'))).toEqual({ say: 'freeDelivery' });
  expect(sayingOf(item('hello'))).toEqual({ say: 'money', amount: { kind: 'flat', text: '3' } });
  expect(sayingOf(item('referral'))).toMatchObject({ say: 'units', unit: 'points' });
  expect(sayingOf(item('spring'))).toEqual({ say: 'prizes', count: 4 });
});

it('tells the conditions of a coupon and of its offer', () => {
  expect(conditionsOf(item('hello'))).toEqual([
    { about: 'code', code: 'HELLO' },
    { about: 'limit', times: 2, every: 'day' },
    { about: 'uses', count: 5 },
  ]);
});

it('reads amounts in every way of writing them', () => {
  expect(amountOf('5 %')).toEqual(amountOf(5));
  expect(amountOf('5%')).toEqual({ kind: 'flat', text: '5' });
  expect(amountOf({ steps: { 0: 3, 100: '20 %', 50: '7 %' } })).toEqual({
    kind: 'upTo',
    text: '20',
  });
  expect(amountOf({ formula: 'basket.total' })).toEqual({ kind: 'formula' });
  expect(amountOf(undefined)).toBeUndefined();
});

describe('when something is in force', () => {
  it.each([
    [{}, '2027-03-10T12:00', 'always'],
    [{ from: '2027-03-10' }, '2027-03-09T23:59', 'later'],
    [{ from: '2027-03-10' }, '2027-03-10T00:00', 'now'],
    [{ until: '2027-03-10' }, '2027-03-10T23:59', 'now'],
    [{ until: '2027-03-10' }, '2027-03-11T00:00', 'over'],
    [{ until: '2027-03-10T18:00' }, '2027-03-10T17:59', 'now'],
    [{ until: '2027-03-10T18:00' }, '2027-03-10T18:00', 'over'],
  ] as const)('%j at %s: %s', (stretch, now, state) => {
    expect(stateOf(stretch, now)).toBe(state);
  });
});

it('names goods of simple conditions only', () => {
  expect(goodsIn("line.category == 'cake'")).toEqual(['cake']);
  expect(goodsIn("line.brand in ['a', 'b']")).toEqual(['a', 'b']);
  expect(goodsIn("'new' in line.tags")).toEqual(['new']);
  expect(goodsIn("line.category == 'cake' && line.price > 5")).toBeUndefined();
  expect(categoriesIn("on: line.category == 'b'\nx: line.category in ['a', 'b']")).toEqual([
    'a',
    'b',
  ]);
});

it('shows the lines of an entry and where they begin', () => {
  expect(sourceOf(TEXT, ['offers', 'noon'])).toEqual({
    line: 6,
    text: `noon:
  name: {en: Noon, ru: Полдень}
  percent: {by_tier: {silver: 5 %, gold: 12.5 %, guest: 1}}
  schedule: {weekdays: [monday], hours: ["12:00-13:00"]}`,
  });
  expect(sourceOf(TEXT, ['offers', 'nothing'])).toBeUndefined();
});

it('counts units and spans in the language of the reader', () => {
  expect(unitName(DOCUMENT, 'points', '22', 'ru')).toBe('балла');
  expect(unitName(DOCUMENT, 'points', '1', 'en')).toBe('point');
  expect(unitName(DOCUMENT, 'points', '5', 'id')).toBe('points');
  expect(spanText('1 year 6 months', 'en')).toBe('1 year 6 months');
  expect(spanText('end of year', 'en')).toBe('end of year');
});
