import { expect } from 'vitest';
import { KEPT } from '../../shared/i18n/locale';
import { LOCALES, type Locale } from '../../shared/i18n/types';
import { allTexts, type English, textsOf } from './texts';
import { DESKTOP, PHONE, type Scheme, type Visit } from './visit';

type App = keyof English;

const SIZES = { phone: PHONE, desktop: DESKTOP };
const SCHEMES: readonly Scheme[] = ['dark', 'light'];

/** The languages in which all is looked at: what is true of a screen in these is true of it in the others. */
export const SPOKEN = LOCALES.filter((locale) => locale === 'en' || locale === 'ru');
/** The others, of which a glance tells whether their words are there and fit. */
const OTHERS = LOCALES.filter((locale) => locale === 'az' || locale === 'id');

/**
 * Looks at the screen that is open: on a phone and on a desk, dark and light. Nothing is wrong with it by axe,
 * nothing scrolls sideways, and it has nothing to report but what it is there for.
 */
export async function hang(visit: Visit, app: App, name: string, locale: Locale): Promise<void> {
  const problems = await problemsOn(visit, locale);
  expect.soft(problems, `${name} shows a problem`).toEqual([]);
  if (locale === 'az' || locale === 'id') return await fits(visit, app, name, locale);
  for (const [size, viewport] of Object.entries(SIZES)) {
    await visit.page.setViewportSize(viewport);
    await visit.settled();
    for (const scheme of SCHEMES) {
      await visit.dress(scheme);
      await visit.shot(`${name}-${locale}-${size}-${scheme}`);
      // Structure is the same in every language; what differs is how long the words are.
      if (locale === 'en')
        expect.soft(await visit.violations(), `axe: ${name} ${size} ${scheme}`).toEqual([]);
    }
    expect.soft(await visit.overhang(), `${name} ${size} ${locale} scrolls sideways`).toBe(0);
  }
}

/** The same screen in the other languages, without a way of its own to it. */
export async function glance(visit: Visit, app: App, name: string): Promise<void> {
  for (const locale of OTHERS) {
    await speak(visit, locale);
    await fits(visit, app, name, locale);
  }
}

/** In the size in which most people have the app: nothing scrolls sideways, and no word is of another language. */
async function fits(visit: Visit, app: App, name: string, locale: Locale): Promise<void> {
  const size = app === 'member' ? 'phone' : 'desktop';
  await visit.page.setViewportSize(SIZES[size]);
  await visit.settled();
  await visit.shot(`${name}-${locale}-${size}`);
  expect.soft(await visit.overhang(), `${name} ${size} ${locale} scrolls sideways`).toBe(0);
  expect.soft(await strange(visit, app, locale), `${name} does not speak ${locale}`).toEqual([]);
}

/** Changes the language where the screen has the choice; else as if it had been chosen before. */
async function speak(visit: Visit, locale: Locale): Promise<void> {
  const { page } = visit;
  const choice = page.locator('select', { has: page.locator(`option[value="${locale}"]`) }).first();
  if ((await choice.count()) > 0) await choice.selectOption(locale);
  else {
    await page.evaluate(([name, kept]) => localStorage.setItem(name, kept), [
      KEPT,
      locale,
    ] as const);
    await page.reload();
  }
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
  await visit.settled();
}

/** Fewer words than this may be a name that the shop gave, in one of its own languages. */
const SENTENCE = /^(\S+\s+){3}\S/;

/** What a screen says that is a sentence of the app in English, the key of a text, or one with a hole in it. */
async function strange(visit: Visit, app: App, locale: Locale): Promise<string[]> {
  const [spoken, english] = [await allTexts(app, locale), await allTexts(app, 'en')];
  const known = new Set(Object.values(spoken));
  const sentences = Object.values(english).filter((text) => SENTENCE.test(text));
  const keys = Object.keys(english).filter((key) => /\w\.\w/.test(key));
  const wrong = new Set([...keys, ...sentences.filter((text) => !known.has(text))]);
  const said = await visit.page.evaluate(wordsOf);
  return said.filter((text) => wrong.has(text) || /\{\w+\}/.test(text));
}

/** Runs in the page: each text in it that people see, and that is not something written for machines. */
function wordsOf(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    const isFor = around?.checkVisibility() && !around.closest('.code, code, pre, .cm-editor');
    if (isFor && node.nodeValue?.trim()) words.push(node.nodeValue.trim());
  }
  return words;
}

/** The codes of the problems that a screen shows to people. */
async function problemsOn(visit: Visit, locale: Locale): Promise<string[]> {
  const t = await textsOf('console', locale);
  const [before = '', after = ''] = t('problemCode', { code: '§' }).split('§');
  const texts = await visit.page.getByRole('alert').allTextContents();
  return texts.filter((text) => text.includes(before) && text.includes(after));
}
