import type { English as Console } from '../../console/texts/use';
import type { later } from '../../member/screens/texts/en';
import type { member } from '../../member/texts/en';
import { find, type Texts } from '../../shared/i18n/say';
import type { Locale, Say } from '../../shared/i18n/types';
import type { problems } from '../../shared/problems/en';
import { loadProblems } from '../../shared/problems/words';
import type { shared } from '../../shared/texts/en';
import type { till } from '../../till/texts/en';

// The app's own words may differ, so that these are no more than texts.
type Problems = Record<keyof typeof problems, string>;

export interface English {
  console: Console & Problems;
  till: typeof shared & typeof till & Problems;
  member: typeof shared & typeof member & typeof later & Problems;
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

/** All texts of an app, by their keys. */
export async function allTexts(app: keyof English, locale: Locale): Promise<Texts> {
  const { loadTexts } = await LOADERS[app]();
  // As on the screen, the app's own words for a problem come before those for everybody.
  return { ...(await loadProblems(locale)), ...(await loadTexts(locale)) };
}

/** What an app says, so that a journey reads like the screen and changes with it. */
export async function textsOf<App extends keyof English>(
  app: App,
  locale: Locale = 'en',
): Promise<Say<English[App]>> {
  const texts = await allTexts(app, locale);
  const say = (key: string, values?: Record<string, string | number>) => {
    const text = find(texts, locale, key, values);
    if (text === undefined) throw new Error(`the ${app} has no text \`${key}\` in ${locale}`);
    return text;
  };
  return say as unknown as Say<English[App]>;
}
