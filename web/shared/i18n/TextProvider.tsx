import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { wire } from '../api/wire';
import type { shared } from '../texts/en';
import { formatsOf } from './format';
import { keepLocale } from './locale';
import { find, type Texts } from './say';
import type { KeyOf, Locale, Say } from './types';

/** Fetches the texts of a language; each is a file of its own, so that one language is loaded. */
export type LoadTexts = (locale: Locale) => Promise<Texts>;

interface Held {
  locale: Locale;
  texts: Texts;
  parts: readonly LoadTexts[];
  setLocale: (locale: Locale) => Promise<void>;
  /** Texts that only later screens need; a change of language brings them along. */
  add: (part: LoadTexts) => Promise<void>;
}

const Context = createContext<Held | undefined>(undefined);

export function TextProvider(props: {
  load: LoadTexts;
  start: { locale: Locale; texts: Texts };
  children: ReactNode;
}) {
  const { load, children } = props;
  const [now, setNow] = useState<Pick<Held, 'locale' | 'texts' | 'parts'>>({
    ...props.start,
    parts: [],
  });
  const held = useMemo(() => {
    const { locale: spoken, parts } = now;
    const setLocale = async (locale: Locale) => {
      const texts = await Promise.all([load, ...parts].map((part) => part(locale)));
      keepLocale(locale);
      speak(locale);
      setNow({ locale, texts: Object.assign({}, ...texts), parts });
    };
    const add = async (part: LoadTexts) => {
      const found = await part(spoken);
      setNow((old) =>
        old.locale !== spoken || old.parts.includes(part)
          ? old
          : { ...old, texts: { ...old.texts, ...found }, parts: [...old.parts, part] },
      );
    };
    return { ...now, setLocale, add };
  }, [now, load]);
  return <Context.Provider value={held}>{children}</Context.Provider>;
}

/** Fetches a part of the texts; false until it is there. */
export function useTextPart(part: LoadTexts): boolean {
  const held = useContext(Context);
  if (!held) throw new Error('no TextProvider around this component');
  const { parts, add } = held;
  const isThere = parts.includes(part);
  useEffect(() => {
    if (!isThere) void add(part);
  }, [isThere, add, part]);
  return isThere;
}

/** Tells the browser and the API which language is spoken. */
export function speak(locale: Locale): void {
  document.documentElement.lang = locale;
  wire.locale = locale;
}

/** The texts of an app whose English file is `E`. */
export function useTextsOf<E>() {
  const held = useContext(Context);
  if (!held) throw new Error('no TextProvider around this component');
  const { locale, texts, setLocale } = held;
  return useMemo(() => {
    const say = (key: string, values?: Record<string, string | number>) =>
      find(texts, locale, key, values) ?? key;
    return {
      t: say as unknown as Say<E>,
      /** For keys that come from outside: a code of the API, a word of a role. */
      find: (key: string) => find(texts, locale, key),
      locale,
      setLocale,
      format: formatsOf(locale),
    };
  }, [texts, locale, setLocale]);
}

/** The texts that all apps share. */
export const useSharedTexts = () => useTextsOf<typeof shared>();
export type SharedKey = KeyOf<typeof shared>;
