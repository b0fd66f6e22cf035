import type { Texts } from '@shared/i18n/say';
import type { Locale } from '@shared/i18n/types';

// Every language is a file of its own, so that only the one that is spoken is loaded.
const FILES: Record<Locale, () => Promise<[{ shared: Texts }, { member: Texts }]>> = {
  en: () => Promise.all([import('@shared/texts/en'), import('./en')]),
  ru: () => Promise.all([import('@shared/texts/ru'), import('./ru')]),
  az: () => Promise.all([import('@shared/texts/az'), import('./az')]),
  id: () => Promise.all([import('@shared/texts/id'), import('./id')]),
};

export async function loadTexts(locale: Locale): Promise<Texts> {
  const [{ shared }, { member }] = await FILES[locale]();
  return { ...shared, ...member };
}

const LATER: Record<Locale, () => Promise<{ later: Texts }>> = {
  en: () => import('../screens/texts/en'),
  ru: () => import('../screens/texts/ru'),
  az: () => import('../screens/texts/az'),
  id: () => import('../screens/texts/id'),
};

/** The card is there before the words of all other screens are. */
export async function loadLater(locale: Locale): Promise<Texts> {
  return (await LATER[locale]()).later;
}
