import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { added, withSection } from './write';

const TEXT = `# ours
tessera: 1

offers:
  first:                 # the oldest
    percent: 5 %         # five
  # a remark about nothing

coupons: {}
`;

it('adds behind the others and leaves every letter as it was', () => {
  const text = added(TEXT, 'offers', 'second', { percent: '10 %', for: 'everybody' });
  expect(text).toBe(
    TEXT.replace('# five\n', '# five\n  second: {percent: 10 %, for: everybody}\n'),
  );
});

it('makes a section that is not there, and fills one that is empty', () => {
  expect(parse(added(TEXT, 'stamps', 'card', { card: 10 })).stamps).toEqual({ card: { card: 10 } });
  const filled = added(TEXT, 'coupons', 'hello', { code: 'HELLO' });
  expect(parse(filled)).toEqual({ ...parse(TEXT), coupons: { hello: { code: 'HELLO' } } });
  expect(parse(withSection(TEXT, 'referral', { within: '3 months' })).referral).toEqual({
    within: '3 months',
  });
});

it('works at the end of a text without a last line break', () => {
  const text = added('offers:\n    a: {percent: 1 %}', 'offers', 'b', { percent: '2 %' });
  expect(text).toBe('offers:\n    a: {percent: 1 %}\n    b: {percent: 2 %}\n');
});

it('reads back every text as the same text', () => {
  const name = [
    'yes',
    '10',
    '1e3',
    "it's 5 %",
    'a: b',
    '#1',
    '[x]',
    '“ß” – №',
    ' edge ',
    '- a',
    'x\ny',
    '',
  ];
  const long = Object.fromEntries(name.map((one, at) => [`key-${at}`, one]));
  expect(parse(added(TEXT, 'offers', 'b', { name, long })).offers.b).toEqual({ name, long });
});
