import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Texts } from '../i18n/say';
import { LOCALES, type Locale } from '../i18n/types';
import { loadProblems } from './words';

/** The one list of codes; the pages of the reference and the answers of the API are made from it. */
const LIST = readFileSync(
  new URL('../../../crates/model/src/code.rs', import.meta.url).pathname,
  'utf8',
);
const CODES = [...LIST.matchAll(/^ {4}[A-Z0-9_]+ = "([a-z0-9_.]+)", [A-Z]/gm)].map(
  (match) => match[1] ?? '',
);

/** What the web itself reports, without a server. */
const OURS = ['web.offline', 'web.unreadable'];

const FILES = import.meta.glob<Record<string, Texts>>(
  ['../../*/texts/{en,ru,az,id}.ts', '../../{console,member}/*/texts/{en,ru,az,id}.ts'],
  { eager: true },
);

const isSaid = (key: string) => /^(title|hint):/.test(key);
const codeOf = (key: string) => key.replace(/^(title|hint):/, '');
const codesOf = (texts: Texts) => new Set(Object.keys(texts).filter(isSaid).map(codeOf));

/** The words that everybody reads: those of `shared/texts` come with the first screen, the others with a problem. */
async function wordsIn(locale: Locale): Promise<{ first: Texts; later: Texts }> {
  const first = FILES[`../texts/${locale}.ts`]?.shared ?? expect.fail(`no texts in ${locale}`);
  return { first, later: await loadProblems(locale) };
}

it('the list of codes is found', () => {
  expect(CODES.length).toBeGreaterThan(150);
  expect(new Set(CODES).size).toBe(CODES.length);
  // One that the expression did not understand would need no words.
  expect(CODES.length).toBe(LIST.match(/^ {4}[A-Z0-9_]+ = "/gm)?.length);
});

describe.each(LOCALES)('in %s', (locale) => {
  it('every code has a title and a hint', async () => {
    const { first, later } = await wordsIn(locale);
    const words: Texts = { ...later, ...first };
    const keys = [...CODES, ...OURS].flatMap((code) => [`title:${code}`, `hint:${code}`]);
    expect(keys.filter((key) => !words[key]?.trim())).toEqual([]);
  });

  it('no code has them twice, and none that does not exist has any', async () => {
    const { first, later } = await wordsIn(locale);
    const twice = [...codesOf(first)].filter((code) => codesOf(later).has(code));
    expect(twice).toEqual([]);
    const known = new Set([...CODES, ...OURS]);
    const unknown = [...codesOf(first), ...codesOf(later)].filter((code) => !known.has(code));
    expect(unknown).toEqual([]);
  });

  it('titles stand without a full stop, hints are sentences', async () => {
    const { first, later } = await wordsIn(locale);
    for (const [key, text] of Object.entries({ ...later, ...first })) {
      if (key.startsWith('title:')) expect(text, key).not.toMatch(/[.!…]$/);
      if (key.startsWith('hint:')) expect(text, key).toMatch(/[.!?]$/);
    }
  });
});

it.each(LOCALES.filter((locale) => locale !== 'en'))(
  'in %s nothing is left in English',
  async (locale) => {
    const [english, words] = await Promise.all([wordsIn('en'), wordsIn(locale)]);
    const models: Texts = { ...english.first, ...english.later };
    const same = Object.entries({ ...words.first, ...words.later }).filter(
      ([key, text]) => isSaid(key) && models[key] === text,
    );
    expect(same).toEqual([]);
  },
);

it('the words that an app has of its own are for codes that exist, and differ from those for everybody', async () => {
  const known = new Set(CODES);
  for (const [path, file] of Object.entries(FILES)) {
    const locale = LOCALES.find((one) => path.endsWith(`/${one}.ts`));
    if (!locale || path === `../texts/${locale}.ts`) continue;
    const own = Object.values(file)[0] ?? {};
    const general = await loadProblems(locale);
    for (const code of codesOf(own)) {
      expect(known, path).toContain(code);
      const pair = (texts: Texts) => [texts[`title:${code}`], texts[`hint:${code}`]];
      expect(pair(own), `${path} ${code}`).not.toEqual(pair(general));
    }
  }
});
