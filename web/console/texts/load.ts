import type { Texts } from '@shared/i18n/say';
import type { Locale } from '@shared/i18n/types';

// Every language is a file of its own per area, so that only the one that is spoken is loaded.
const FILES: Record<Locale, () => Promise<Record<string, Texts>[]>> = {
  en: () =>
    Promise.all([
      import('@shared/texts/en'),
      import('./en'),
      import('../members/texts/en'),
      import('../programme/texts/en'),
      import('../offers/texts/en'),
      import('../reports/texts/en'),
      import('../settings/texts/en'),
    ]),
  ru: () =>
    Promise.all([
      import('@shared/texts/ru'),
      import('./ru'),
      import('../members/texts/ru'),
      import('../programme/texts/ru'),
      import('../offers/texts/ru'),
      import('../reports/texts/ru'),
      import('../settings/texts/ru'),
    ]),
  az: () =>
    Promise.all([
      import('@shared/texts/az'),
      import('./az'),
      import('../members/texts/az'),
      import('../programme/texts/az'),
      import('../offers/texts/az'),
      import('../reports/texts/az'),
      import('../settings/texts/az'),
    ]),
  id: () =>
    Promise.all([
      import('@shared/texts/id'),
      import('./id'),
      import('../members/texts/id'),
      import('../programme/texts/id'),
      import('../offers/texts/id'),
      import('../reports/texts/id'),
      import('../settings/texts/id'),
    ]),
};

export async function loadTexts(locale: Locale): Promise<Texts> {
  const files = await FILES[locale]();
  return Object.assign({}, ...files.flatMap((file) => Object.values(file)));
}
