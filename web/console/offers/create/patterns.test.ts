import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dayAt } from '../../reports/calendar';
import { itemsOf } from '../document/items';
import { keyFrom } from './names';
import { type Answers, type Base, nameValue, PATTERNS } from './pattern';
import { patterns, written } from './patterns';
import { baseOf } from './useBase';

const TEXT = `tessera: 1

programme: {key: cafe, name: Café, currency: EUR, time_zone: Europe/Berlin, locales: [en, ru]}

units:
  points: {name: {en: {one: point, other: points}, ru: балл}, expires: never}

offers:
  happy-hour: {percent: 5 %}
`;
const BASE = baseOf(TEXT, dayAt(new Date('2027-03-31T22:30:00Z'), 'Europe/Berlin'));

const answered = (key: (typeof PATTERNS)[number], base: Base): Answers => {
  const fields = patterns[key].fields(base);
  return Object.fromEntries(
    fields.map(({ ask, kind, initial }) => [ask, initial || (kind === 'text' ? 'A bicycle' : '')]),
  );
};

describe.each(PATTERNS)('%s', (key) => {
  it('adds what it says and changes nothing else', () => {
    const { text, places } = written(key, BASE, answered(key, BASE), {
      en: 'New one',
      ru: 'Новое',
    });
    const [before, after] = [parse(TEXT), parse(text)];
    for (const { section, key: name } of places) {
      const entry = section === name ? after[section] : after[section][name];
      expect(entry).toBeTypeOf('object');
      if (section === name) delete after[section];
      else delete after[section][name];
      if (Object.keys(after[section] ?? { x: 1 }).length === 0) delete after[section];
    }
    expect(places.length).toBeGreaterThan(0);
    expect(after).toEqual(before);
    expect(itemsOf(parse(text), 'ru').some(({ name }) => name === 'Новое')).toBe(true);
  });
});

it('the day is that of the shop', () => {
  expect(BASE.today).toBe('2027-04-01');
});

it('a name is free in all sections, readable, and never without letters', () => {
  expect(keyFrom('Happy hour!', 'x', new Set(['happy-hour', 'happy-hour-2']))).toBe('happy-hour-3');
  expect(keyFrom('Ad günü hədiyyəsi', 'x', new Set())).toBe('ad-gunu-hediyyesi');
  expect(keyFrom('Счастливые часы', 'happy-hour', new Set())).toBe('happy-hour');
  expect(keyFrom('3 for 2', 'multibuy', new Set())).toBe('for-2');
});

it('one language takes a plain name, several take one each', () => {
  expect(nameValue({ en: ' Hello ' }, ['en'])).toBe('Hello');
  expect(nameValue({ en: 'Hello', ru: 'Привет' }, ['en', 'ru'])).toEqual({
    en: 'Hello',
    ru: 'Привет',
  });
});

it('quotes of a category cannot leave its condition', () => {
  const { text } = written(
    'happyHour',
    BASE,
    { ...answered('happyHour', BASE), category: "o'clock" },
    'Clock',
  );
  expect(parse(text).offers.clock.on).toBe("line.category == 'o\\'clock'");
});
