import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { localesOf } from '../../offers/document/items';
import { plainOf } from '../document/model';
import type { Schema } from '../editor/schema';
import { cellsOf, type Form } from './cells';
import { has, type Wording, wordingsOf } from './read';
import { addLocale, mayGo, reword } from './write';

const AROUND = new URL('../../../../', import.meta.url);
const schema = JSON.parse(
  readFileSync(new URL('schemas/programme.schema.json', AROUND), 'utf8'),
) as Schema;

const DOCUMENT = `# The corner
tessera: 1
programme:
  key: corner
  name: { en: Corner Coffee, ru: Кофе на углу }   # over the door
  currency: EUR
  time_zone: Europe/Berlin
  locales: [en, ru]

units:
  points:
    name:
      en: { one: point, other: points }
      # Three forms.
      ru: { one: балл, few: балла, many: баллов, other: балла }
    worth: 0.10

tiers:
  status:
    levels:
      guest: { name: Guest, by: joining }   # everybody
      regular:
        at: { spend: 100 }
        benefits:
          - en: A newspaper
            ru: Газета
          - { en: A chair }

badges:
  gourmet: { name: { en: Gourmet }, about: "All of it" }

coupons:
  printed: { offer: { amount: 2, for: everybody } }

texts:
  # Said at the door.
  hello: |
    Good day.
    And more.
`;

const read = (text: string): Wording[] => wordingsOf(schema, plainOf(text) ?? {}, 'en');

/** Types something into the cell of a text. */
function type(text: string, path: string, locale: string, typed: string, form: Form = 'other') {
  const locales = localesOf(plainOf(text) ?? {});
  const wording = read(text).find((one) => one.path.join('.') === path);
  const cell = wording && cellsOf(wording, locales).find((one) => one.locale === locale);
  if (!wording || !cell) return expect.fail(`no text at ${path} in ${locale}`);
  return reword(text, { wording, cell, form, typed, locales });
}

/** What differs, line by line. */
function changed(after: string, before = DOCUMENT) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    old.filter((line) => !now.includes(line)),
    now.filter((line) => !old.includes(line)),
  ] as const;
}

describe('what members read is found', () => {
  it('wherever it stands, and where a name could stand', () => {
    expect(read(DOCUMENT).map(({ path }) => path.join('.'))).toEqual([
      'programme.name',
      'units.points.name',
      'tiers.status.name',
      'tiers.status.levels.guest.name',
      'tiers.status.levels.regular.name',
      'tiers.status.levels.regular.benefits.0',
      'tiers.status.levels.regular.benefits.1',
      'badges.gourmet.name',
      'badges.gourmet.about',
      'coupons.printed.offer.name',
      'texts.hello',
    ]);
  });

  it('with whose it is, and what members read while it is not there', () => {
    const found = read(DOCUMENT).find(({ path }) => path.join('.').endsWith('regular.name'));
    expect(found).toMatchObject({ of: ['Status', 'Regular'], what: 'name', isNeeded: false });
    expect(found?.instead).toBe('Regular');
    const coupon = read(DOCUMENT).find(({ section }) => section === 'coupons');
    expect(coupon?.instead).toBe('Printed');
  });

  it('by any of its words, its place and whose it is', () => {
    const found = (words: string) =>
      read(DOCUMENT)
        .filter((one) => has(one, words))
        .map(({ path }) => path.at(-1));
    expect(found('газета')).toEqual([0]);
    expect(found('gourmet')).toEqual(['name', 'about']);
    expect(found('texts.hel')).toEqual(['hello']);
    expect(found('nowhere')).toEqual([]);
  });
});

describe('a language is missing', () => {
  const missing = (text: string, locales: string[]) =>
    read(text).flatMap((one) =>
      cellsOf(one, locales)
        .filter((cell) => cell.isMissing)
        .map((cell) => `${one.path.join('.')}:${cell.locale}`),
    );

  it('where others are there; one text for all languages lacks none', () => {
    expect(missing(DOCUMENT, ['en', 'ru'])).toEqual([
      'tiers.status.levels.regular.benefits.1:ru',
      'badges.gourmet.name:ru',
    ]);
  });

  it('where a count lacks a form that the language needs', () => {
    const text = DOCUMENT.replace(', many: баллов', '');
    expect(missing(text, ['ru'])).toContain('units.points.name:ru');
    const [points] = read(text).filter(({ isCounted }) => isCounted);
    const [ru, id] = points ? cellsOf(points, ['ru', 'id']) : [];
    expect(ru?.forms.filter((one) => one.isMissing).map(({ form }) => form)).toEqual(['many']);
    expect(id?.forms.map(({ form }) => form)).toEqual(['other']);
  });

  it('not where the language is there for all its countries', () => {
    const text = DOCUMENT.replace('[en, ru]', '[en, ru-RU]');
    expect(missing(text, ['en', 'ru-RU'])).toEqual([
      'tiers.status.levels.regular.benefits.1:ru-RU',
      'badges.gourmet.name:ru-RU',
    ]);
    expect(type(text, 'programme.name', 'ru-RU', 'Угол')).toContain(
      '{ en: Corner Coffee, ru: Угол }',
    );
  });
});

describe('a text is changed and nothing else', () => {
  it('in one language, with its comment beside it', () => {
    expect(changed(type(DOCUMENT, 'programme.name', 'ru', 'Наш угол'))).toEqual([
      ['  name: { en: Corner Coffee, ru: Кофе на углу }   # over the door'],
      ['  name: { en: Corner Coffee, ru: Наш угол }   # over the door'],
    ]);
  });

  it('in one of its forms', () => {
    const after = type(DOCUMENT, 'units.points.name', 'en', 'bean', 'one');
    expect(changed(after)[1]).toEqual(['      en: { one: bean, other: points }']);
  });

  it('with quotes where it needs them', () => {
    for (const typed of ['42', '0.10', 'true', '~', 'a: b', '- #', '{x}', "it's", '"so"', '007']) {
      for (const path of ['programme.name', 'tiers.status.levels.regular.benefits.0']) {
        const after = type(DOCUMENT, path, 'en', typed);
        const found = read(after).find((one) => one.path.join('.') === path);
        expect(found?.said).toMatchObject({ en: typed });
        expect(changed(after)[1]).toHaveLength(1);
      }
    }
  });

  it('with all its lines', () => {
    const after = type(DOCUMENT, 'texts.hello', 'en', `${'A long line. '.repeat(12)}\nAnother`);
    expect(parse(after).texts.hello).toBe(`${'A long line. '.repeat(12)}\nAnother`);
    expect(after.startsWith(DOCUMENT.slice(0, DOCUMENT.indexOf('|')))).toBe(true);
  });
});

describe('a language is added to a text', () => {
  it('behind the others', () => {
    const benefit = 'tiers.status.levels.regular.benefits.1';
    expect(changed(type(DOCUMENT, benefit, 'ru', 'Стул'))).toEqual([
      ['          - { en: A chair }'],
      ['          - { en: A chair, ru: Стул }'],
    ]);
  });

  it('to one that was for all languages', () => {
    expect(changed(type(DOCUMENT, 'tiers.status.levels.guest.name', 'ru', 'Гость'))).toEqual([
      ['      guest: { name: Guest, by: joining }   # everybody'],
      ['      guest: { name: {en: Guest, ru: Гость}, by: joining }   # everybody'],
    ]);
  });

  it('to what had no name', () => {
    const after = type(DOCUMENT, 'tiers.status.levels.regular.name', 'ru', 'Свой');
    expect(changed(after)).toEqual([[], ['        name: {ru: Свой}']]);
  });

  it('with all its forms, where something is counted', () => {
    const text = addLocale(DOCUMENT, 'az');
    const once = type(text, 'units.points.name', 'az', 'xal', 'one');
    expect(parse(once).units.points.name.az).toEqual({ one: 'xal', other: 'xal' });
    const twice = type(once, 'units.points.name', 'az', 'xallar');
    expect(parse(twice).units.points.name.az).toEqual({ one: 'xal', other: 'xallar' });
    expect(changed(twice, text)[0]).toEqual([]);
  });

  it('and to the programme, in brackets or line by line', () => {
    expect(changed(addLocale(DOCUMENT, 'az'))).toEqual([
      ['  locales: [en, ru]'],
      ['  locales: [en, ru, az]'],
    ]);
    const lines = DOCUMENT.replace('[en, ru]', '\n    - en   # ours\n    - ru');
    expect(changed(addLocale(lines, 'id'), lines)).toEqual([[], ['    - id']]);
  });
});

describe('a text is taken away', () => {
  it('in one language', () => {
    expect(changed(type(DOCUMENT, 'programme.name', 'en', ''))[1]).toEqual([
      '  name: { ru: Кофе на углу }   # over the door',
    ]);
    const benefit = 'tiers.status.levels.regular.benefits.0';
    expect(changed(type(DOCUMENT, benefit, 'en', ' '))).toEqual([
      ['          - en: A newspaper', '            ru: Газета'],
      ['          - ru: Газета'],
    ]);
  });

  it('with its key, where the document can be without it', () => {
    const after = type(DOCUMENT, 'badges.gourmet.about', 'en', '');
    expect(changed(after)[1]).toEqual(['  gourmet: { name: { en: Gourmet } }']);
    const guest = type(DOCUMENT, 'tiers.status.levels.guest.name', 'en', '');
    expect(changed(guest)[1]).toEqual(['      guest: { by: joining }   # everybody']);
  });

  it('not where it is the last one that is needed', () => {
    expect(type(DOCUMENT, 'badges.gourmet.name', 'en', '')).toBe(DOCUMENT);
    expect(type(DOCUMENT, 'texts.hello', 'en', '')).toBe(DOCUMENT);
    expect(type(DOCUMENT, 'units.points.name', 'en', '')).toBe(DOCUMENT);
    expect(changed(type(DOCUMENT, 'units.points.name', 'en', '', 'one'))[1]).toEqual([
      '      en: { other: points }',
    ]);
  });
});

describe('in every programme of the gallery', () => {
  const folders = readdirSync(new URL('programmes/', AROUND)).filter((name) =>
    name.startsWith('g'),
  );
  it.each(folders)('%s: a text keeps every other word of the document', (folder) => {
    const text = readFileSync(new URL(`programmes/${folder}/programme.yaml`, AROUND), 'utf8');
    const locales = localesOf(plainOf(text) ?? {});
    for (const wording of read(text)) {
      const cell = cellsOf(wording, locales).at(-1) ?? expect.fail('a programme has a language');
      const change = { wording, cell, form: 'other' as const, locales };
      const place = wording.path.join('.');
      const after = reword(text, { ...change, typed: 'Something: else' });
      const [gone, come] = changed(after, text);
      expect(Math.max(gone.length, come.length), place).toBe(1);
      const again = read(after).find((one) => one.path.join('.') === place);
      expect(JSON.stringify(again?.said)).toContain('Something: else');
      const less = reword(text, { ...change, typed: '' });
      if (!mayGo(change)) expect(less).toBe(text);
      expect(changed(less, text)[1].length, place).toBeLessThanOrEqual(1);
    }
  });
});
