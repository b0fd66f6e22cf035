import type { English as Console } from '../../console/texts/use';
import type { later } from '../../member/screens/texts/en';
import type { member } from '../../member/texts/en';
import { find, type Texts } from '../../shared/i18n/say';
import type { Locale, Say } from '../../shared/i18n/types';
import type { shared } from '../../shared/texts/en';
import type { till } from '../../till/texts/en';

interface English {
  console: Console;
  till: typeof shared & typeof till;
  member: typeof shared & typeof member & typeof later;
}

const LOADERS: Record<keyof English, () => Promise<{ loadTexts: (l: Locale) => Promise<Texts> }>> =
  {
    console: () => import('../../console/texts/load'),
    till: () => import('../../till/texts/load'),
    member: async () => {
      const { loadTexts, loadLater } = await import('../../member/texts/load');
      const both = async (locale: Locale) => ({
        ...(await loadTexts(locale)),
        ...(await loadLater(locale)),
      });
      return { loadTexts: both };
    },
  };

/** What an app says, so that a journey reads like the screen and changes with it. */
export async function textsOf<App extends keyof English>(
  app: App,
  locale: Locale = 'en',
): Promise<Say<English[App]>> {
  const { loadTexts } = await LOADERS[app]();
  const texts = await loadTexts(locale);
  const say = (key: string, values?: Record<string, string | number>) => {
    const text = find(texts, locale, key, values);
    if (text === undefined) throw new Error(`the ${app} has no text \`${key}\` in ${locale}`);
    return text;
  };
  return say as unknown as Say<English[App]>;
}
