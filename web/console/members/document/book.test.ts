import { expect, it } from 'vitest';
import { readBook } from './book';

const DOCUMENT = `tessera: 1
units:
  points: {name: {en: {one: point, other: points}}, worth: 0.10}
tiers:
  status:
    levels:
      gold: {name: {en: Gold, ru: Золото}, at: {spent: 100}}
earning:
  # One for ten.
  purchases:
    name: Points for purchases
    unit: points   # the only one
    give: 1

redemption:
  points:
    minimum: 100
coupons:
  gift:
    offer: {name: {en: Birthday gift, ru: Подарок}, amount: 5}
  plain: {amount: 1}
certificates:
  gift: {name: {en: Gift card, ru: Карта}, values: [10, 25.50]}
  own-sum: {from: 5, to: 200}
missions:
  spring: {name: {en: {one: task, other: Spring tasks}}}
`;

const english = readBook(DOCUMENT, 'en');

it('names things in the language asked for, or in the first there is', () => {
  expect(english.tierName('status', 'gold')).toBe('Gold');
  expect(readBook(DOCUMENT, 'ru').tierName('status', 'gold')).toBe('Золото');
  expect(readBook(DOCUMENT, 'az').tierName('status', 'gold')).toBe('Gold');
  expect(english.ruleName('purchases')).toBe('Points for purchases');
  expect(english.ruleName('spring')).toBe('Spring tasks');
  expect(english.tierName('status', 'none')).toBeUndefined();
});

it('shows a rule as it is written, from its line on, without what is around it', () => {
  expect(english.ruleText('purchases')).toEqual({
    text: 'purchases:\n  name: Points for purchases\n  unit: points   # the only one\n  give: 1',
    line: 10,
  });
});

it('takes a rule for a rule and not for the unit of the same key', () => {
  expect(english.ruleText('points')?.text).toBe('points:\n  minimum: 100');
  expect(english.ruleText('nothing')).toBeUndefined();
});

it('finds where rules come from that an entry of another key became', () => {
  const book = readBook(
    `tiers: {visits: {levels: {}}}
streaks:
  visits: {name: Visits}
  visits-monday: {name: Mondays}
causes:
  forest: {name: Forest}
referral:
  name: Bring a friend
coalition:
  partners:
    bakery: {name: Bakery}
`,
    'en',
  );
  expect(book.ruleName('visits-3')).toBe('Visits');
  expect(book.ruleName('visits-monday-3')).toBe('Mondays');
  expect(book.ruleName('forest-share')).toBe('Forest');
  expect(book.ruleName('referral-advocate')).toBe('Bring a friend');
  expect(book.ruleName('referral')).toBe('Bring a friend');
  expect(book.ruleName('partner-bakery')).toBe('Bakery');
  expect(book.ruleText('partner-bakery')?.line).toBe(11);
  expect(book.ruleName('partner-butcher')).toBeUndefined();
});

it('lists coupons with the best name there is', () => {
  expect(english.coupons).toEqual([
    { key: 'gift', name: 'Birthday gift' },
    { key: 'plain', name: 'plain' },
  ]);
});

it('reads what it can of a document that is no map', () => {
  expect(readBook('- 1', 'en').coupons).toEqual([]);
});

it('knows the memberships, what they cost and whether they can be tried', () => {
  const text = `memberships:
  plus: {name: {en: Plus}, fee: 20, term: 12 months, trial: 14 days}
  club: {fee: 4.5, term: 1 month}
`;
  expect(readBook(text, 'en').memberships).toEqual([
    { key: 'plus', name: 'Plus', fee: '20', hasTrial: true },
    { key: 'club', name: 'club', fee: '4.5', hasTrial: false },
  ]);
  expect(readBook('', 'en').memberships).toEqual([]);
});

it('knows the kinds of certificates and which values they have', () => {
  expect(english.certificates).toEqual([
    { key: 'gift', name: 'Gift card', values: ['10', '25.5'] },
    { key: 'own-sum', name: 'own-sum', values: [] },
  ]);
  expect(readBook('', 'en').certificates).toEqual([]);
});
