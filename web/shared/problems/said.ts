import type { Texts } from '../i18n/say';

/** What a problem says about itself, in the words of the server. */
export interface Told {
  readonly code: string;
  readonly title: string;
  readonly hint: string;
}

/** What people read of a problem. */
export interface Said {
  title: string;
  hint: string;
}

/**
 * The best words for a problem: those of the app, which knows who reads them, then those for everybody, then the
 * server's.
 */
export function saidOf(
  told: Told,
  own: (key: string) => string | undefined,
  words: Texts | undefined,
): Said {
  const best = (kind: 'title' | 'hint') => {
    const key = `${kind}:${told.code}`;
    return own(key) ?? words?.[key] ?? told[kind];
  };
  return { title: best('title'), hint: best('hint') };
}

/** Title and more behind each other in one line: titles stand without a full stop, the server's with one. */
export function inOneLine(title: string, rest: readonly string[]): string {
  const sentence = /[.!?…]$/.test(title) ? title : `${title}.`;
  return [sentence, ...rest].join(' ').trim();
}
