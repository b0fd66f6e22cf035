import { LOCALES, type Locale } from './types';

/** Under which name a browser keeps the choice. */
export const KEPT = 'tessera.locale';

/** Every language in its own words: whoever looks for theirs may not read the others. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: 'English',
  ru: 'Русский',
  az: 'Azərbaycanca',
  id: 'Bahasa Indonesia',
};

/** The first language that we have, as the browser ranks them. */
export function pick(wanted: readonly string[]): Locale {
  const known = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  return known.map((tag) => LOCALES.find((one) => one === tag)).find(Boolean) ?? 'en';
}

export function startLocale(): Locale {
  const kept = readKept();
  return pick(kept ? [kept] : navigator.languages);
}

// A browser may forbid keeping anything; then the choice lasts as long as the page.
function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export function keepLocale(locale: Locale): void {
  try {
    localStorage.setItem(KEPT, locale);
  } catch {
    return;
  }
}
