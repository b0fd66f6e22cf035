import type { Texts } from '../i18n/say';
import type { Locale } from '../i18n/types';

/** Fetches the words of one language; each is a file of its own, so that only the one that is spoken is loaded. */
export type LoadWords = (locale: Locale) => Promise<Texts>;

const FILES: Record<Locale, () => Promise<{ problems: Texts }>> = {
  en: () => import('./en'),
  ru: () => import('./ru'),
  az: () => import('./az'),
  id: () => import('./id'),
};

export const loadProblems: LoadWords = async (locale) => (await FILES[locale]()).problems;

/**
 * The words for problems that were fetched so far. They weigh more than many a screen and are seldom needed, so they
 * come with the first problem and stay as long as the page. A language that could not be fetched is fetched anew
 * with the next problem.
 */
export class ProblemWords {
  private readonly held = new Map<Locale, Texts>();
  private readonly coming = new Map<Locale, Promise<void>>();
  private readonly listeners = new Set<() => void>();
  private readonly load: LoadWords;

  constructor(load: LoadWords) {
    this.load = load;
  }

  readonly of = (locale: Locale): Texts | undefined => this.held.get(locale);

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Ends when the words are there, or when it is known that they cannot be had now. */
  fetch(locale: Locale): Promise<void> {
    if (this.held.has(locale)) return Promise.resolve();
    const before = this.coming.get(locale);
    if (before) return before;
    const now = this.load(locale)
      .then((texts) => {
        this.held.set(locale, texts);
        for (const listener of this.listeners) listener();
      })
      // Nothing is lost without them: what the server said is shown instead.
      .catch(() => {})
      .finally(() => this.coming.delete(locale));
    this.coming.set(locale, now);
    return now;
  }
}
