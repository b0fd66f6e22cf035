import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { remove, set } from '../document/edit';
import { at, declaredIn, plainOf, textOf } from '../document/model';
import { add, additionsTo } from './additions';
import { shownAs, writtenAs } from './amount';
import { readExpiry, writeExpiry } from './expiry';
import { cardsOf } from './fields';

const GALLERY = new URL('../../../../programmes/', import.meta.url).pathname;
// Formulas over several lines, empty entries, coupons, gifts for friends.
const SAMPLES = ['g19-', 'g22-', 'g49-'];
const documents = readdirSync(GALLERY)
  .filter((name) => SAMPLES.some((start) => name.startsWith(start)))
  .map((name) => ({ name, text: readFileSync(join(GALLERY, name, 'programme.yaml'), 'utf8') }));

describe.each(documents)('the forms of $name', ({ text }) => {
  const root = plainOf(text) ?? expect.fail('no YAML');
  const all = cardsOf(root, 'en').flatMap((card) => card.fields);
  // One of each kind in each state: every change reads the whole document several times.
  const fields = [...new Map(all.map((one) => [`${one.kind}/${!one.value}`, one])).values()];

  it('show what stands there', () => {
    for (const field of all) {
      expect(textOf(at(root, field.path)), field.path.join('.')).toBe(field.value);
    }
  });

  it('change just that', () => {
    for (const field of fields.filter(({ value }) => value !== undefined)) {
      const after = set(text, field.path, '77');
      const lines = text.split('\n');
      const come = after.split('\n').filter((line) => !lines.includes(line));
      expect(come.length, field.path.join('.')).toBe(1);
      expect(textOf(at(plainOf(after), field.path))).toBe('77');
    }
  });

  it('fill what is empty, and empty it again', () => {
    for (const field of fields.filter(({ value }) => value === undefined)) {
      const filled = set(text, field.path, 'x');
      expect(textOf(at(plainOf(filled), field.path)), field.path.join('.')).toBe('x');
      expect(plainOf(remove(filled, field.path)), field.path.join('.')).toEqual(root);
    }
  });
});

it('values that depend have a field for every case', () => {
  const root = plainOf('earning: {a: {give: {by_tier: {x: 1, y: 2}}, per: 10}}') ?? {};
  const fields = cardsOf(root, 'en')[0]?.fields.slice(0, 3);
  expect(fields?.map(({ label, of, value }) => [label, of, value])).toEqual([
    ['give', 'x', '1'],
    ['give', 'y', '2'],
    ['per', undefined, '10'],
  ]);
});

it('cases are called what the document calls its tiers', () => {
  const root = plainOf(
    'tiers: {s: {levels: {x: {name: {en: Silver, ru: Серебро}}}}}\noffers: {a: {percent: {by_tier: {x: 5 %}}}}',
  );
  const [, offer] = cardsOf(root ?? {}, 'ru');
  expect(offer?.fields[0]).toMatchObject({ of: 'Серебро', value: '5 %' });
});

it('what conditions may ask about comes from the document', () => {
  const root = plainOf(
    'tiers: {s: {levels: {a: {}, b: {}}}}\nmetrics: {m: {spend: paid}}\nattributes: {line: {o: truth, p: {kind: text}}}',
  );
  expect(declaredIn(root)).toEqual({
    tracks: [{ key: 's', levels: ['a', 'b'] }],
    metrics: [{ key: 'm', isMoney: true }],
    units: [],
    attributes: [
      { on: 'line', key: 'o', kind: 'truth' },
      { on: 'line', key: 'p', kind: 'text' },
    ],
  });
});

it('gifts are offered until they are there', () => {
  let text = 'units: {points: {worth: 0.01}}\nearning: {welcome: {unit: points}}\n';
  for (const addition of additionsTo(plainOf(text) ?? {})) {
    text = add(text, plainOf(text) ?? {}, addition);
  }
  expect(additionsTo(plainOf(text) ?? {})).toEqual([]);
  expect(at(plainOf(text), ['rules', 'welcome-2', 'when'])).toBe('joining');
});

it('numbers are written as the document wants them', () => {
  expect(writtenAs('percent', '4,5', 'en')).toBe('4.5 %');
  expect(writtenAs('percent', '5 %', 'en')).toBe('5 %');
  expect(writtenAs('money', '1 500,50', 'en')).toBe('1500.50');
  expect(writtenAs('money', '1,500', 'en')).toBeNull();
  expect(writtenAs('money', '1.500', 'id')).toBeNull();
  expect(writtenAs('number', '1.125', 'en')).toBe('1.125');
  expect(writtenAs('number', '007', 'en')).toBe('7');
  expect(writtenAs('number', '-1', 'en')).toBeNull();
  expect(writtenAs('money', 'ten', 'en')).toBeNull();
  expect(writtenAs('money', ' ', 'en')).toBeUndefined();
  expect(writtenAs('day', '2027-03-01', 'en')).toBe('2027-03-01');
  expect(shownAs('percent', '12.5 %')).toBe('12.5');
});

it.each([
  'never',
  '12 months',
  '1 year',
  '90 days',
  'end of next year',
  '12 months without activity',
])('the expiry %s is understood', (text) => {
  const expiry = readExpiry(text);
  expect(expiry && writeExpiry(expiry)).toBe(text);
});

it('a mixed span stays text', () => {
  expect(readExpiry('1 year 6 months')).toBeUndefined();
});
