import { useEffect, useState, useSyncExternalStore } from 'react';
import { useSharedTexts } from '../i18n/TextProvider';
import type { Locale } from '../i18n/types';
import { type Said, saidOf, type Told } from './said';
import { loadProblems, ProblemWords } from './words';

/** So long the server's words, which may be in another language, are held back for ours. */
const PATIENCE_MS = 1500;

const words = new ProblemWords(loadProblems);

/** What to show of a problem; nothing while there is no problem, or while our words for it are on their way. */
export function useSaid(told: Told | undefined): Said | undefined {
  const { find, locale } = useSharedTexts();
  const held = useSyncExternalStore(words.subscribe, () => words.of(locale));
  const [without, setWithout] = useState<Locale>();
  const isNeeded = told !== undefined && find(`title:${told.code}`) === undefined && !held;
  useEffect(() => {
    if (!isNeeded) return;
    const giveUp = () => setWithout(locale);
    const patience = setTimeout(giveUp, PATIENCE_MS);
    void words.fetch(locale).then(giveUp);
    return () => clearTimeout(patience);
  }, [isNeeded, locale]);
  if (!told || (isNeeded && without !== locale)) return undefined;
  return saidOf(told, find, held);
}
