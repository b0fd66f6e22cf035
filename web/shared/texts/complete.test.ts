import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Texts } from '../i18n/say';
import { LOCALES, type Locale } from '../i18n/types';

/**
 * The compiler checks that every language has every key. This looks at what it cannot see: texts that are
 * empty or lost a hole, forms that a language does not have, and texts that nobody shows.
 */
const APPS = ['shared', 'console', 'till', 'member'] as const;
/** Areas of the console have texts of their own, and so have the later screens of the member app. */
const AREAS = ['members', 'programme', 'offers', 'reports', 'settings']
  .map((area) => `console/${area}`)
  .concat('member/screens');
const WEB = new URL('../../', import.meta.url).pathname;

const FILES = import.meta.glob<Record<string, Texts>>(
  ['../../*/texts/{en,ru,az,id}.ts', '../../{console,member}/*/texts/{en,ru,az,id}.ts'],
  { eager: true },
);

/** The only thing that a file of texts exports. */
function textsOf(app: string, locale: Locale): Texts {
  const path = app === 'shared' ? `./${locale}.ts` : `../../${app}/texts/${locale}.ts`;
  const file = FILES[path] ?? FILES[`../../${app}/texts/${locale}.ts`];
  return Object.values(file ?? {})[0] ?? expect.fail(`no ${path}`);
}

const FORM = /_(one|few|many|other)$/;
const baseOf = (key: string) => key.replace(FORM, '');
const holesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

function sources(folder: string): string {
  const files = readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => /\.tsx?$/.test(file) && !/texts\/|\.test\./.test(file));
  return code.map((file) => readFileSync(join(WEB, folder, file), 'utf8')).join('\n');
}

describe.each([...APPS, ...AREAS])('the texts of %s', (app) => {
  it.each(LOCALES)('are whole in %s', (locale) => {
    const [english, texts] = [textsOf(app, 'en'), textsOf(app, locale)];
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const bases = (all: Texts) => [...new Set(Object.keys(all).map(baseOf))].sort();
    expect(bases(texts)).toEqual(bases(english));
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).not.toBe('');
      const form = FORM.exec(key)?.[1];
      if (form) expect(forms, key).toContain(form);
      const model = english[key] ?? english[`${baseOf(key)}_other`] ?? '';
      expect(holesIn(text), key).toEqual(holesIn(model));
    }
  });

  it('are all shown somewhere', () => {
    const code =
      app === 'shared' ? APPS.map(sources).join('\n') : sources(app.split('/')[0] ?? app);
    // Keys that are put together stand in the code as `role.${role}`: their beginning counts.
    const made = [...code.matchAll(/`([a-zA-Z]+[.:]\w*)\$\{/g)].map((match) => match[1] ?? '');
    const bySide = [...code.matchAll(/`\$\{\w+\}(\.\w+)`/g)].map((match) => match[1] ?? '');
    const isShown = (key: string) =>
      code.includes(`'${key}'`) ||
      made.some((start) => key.startsWith(start)) ||
      bySide.some((end) => key.endsWith(end));
    const keys = Object.keys(textsOf(app, 'en')).map(baseOf);
    // Codes of the API are looked up in shared code.
    const hidden = keys.filter((key) => !/^(title|hint):/.test(key) && !isShown(key));
    expect(hidden).toEqual([]);
  });

  it('say for every problem what happened and what to do', () => {
    const keys = Object.keys(textsOf(app, 'en'));
    const codes = (kind: string) =>
      keys
        .filter((key) => key.startsWith(kind))
        .map((key) => key.slice(kind.length))
        .sort();
    expect(codes('title:')).toEqual(codes('hint:'));
  });
});
