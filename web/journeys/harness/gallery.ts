import { expect } from 'vitest';
import { LOCALES } from '../../shared/i18n/types';
import { textsOf } from './texts';
import { DESKTOP, PHONE, type Scheme, type Visit } from './visit';

const SIZES = { phone: PHONE, desktop: DESKTOP };
const SCHEMES: readonly Scheme[] = ['dark', 'light'];

/** The languages of the gallery; the others have as long words, and the same letters as one of these. */
export const SPOKEN = LOCALES.filter((locale) => locale === 'en' || locale === 'ru');
export type Spoken = (typeof SPOKEN)[number];

/**
 * Looks at the screen that is open: on a phone and on a desk, dark and light. Nothing is wrong with it by axe,
 * nothing scrolls sideways, and it has nothing to report but what it is there for.
 */
export async function hang(visit: Visit, name: string, locale: Spoken): Promise<void> {
  const problems = await problemsOn(visit, locale);
  expect.soft(problems, `${name} shows a problem`).toEqual([]);
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

/** The codes of the problems that a screen shows to people. */
async function problemsOn(visit: Visit, locale: Spoken): Promise<string[]> {
  const t = await textsOf('console', locale);
  const [before = '', after = ''] = t('problemCode', { code: '§' }).split('§');
  const texts = await visit.page.getByRole('alert').allTextContents();
  return texts.filter((text) => text.includes(before) && text.includes(after));
}
