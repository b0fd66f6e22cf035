import type { Texts } from '@shared/i18n/say';
import type { Locale } from '@shared/i18n/types';

// Every language is a file of its own, so that only the one that is spoken is loaded.
const FILES: Record<Locale, () => Promise<[{ shared: Texts }, { office: Texts }]>> = {
  en: () => Promise.all([import('@shared/texts/en'), import('./en')]),
  ru: () => Promise.all([import('@shared/texts/ru'), import('./ru')]),
  az: () => Promise.all([import('@shared/texts/az'), import('./az')]),
  id: () => Promise.all([import('@shared/texts/id'), import('./id')]),
};

export async function loadTexts(locale: Locale): Promise<Texts> {
  const [{ shared }, { office }] = await FILES[locale]();
  return { ...shared, ...office };
}
