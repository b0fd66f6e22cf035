import { LOCALES } from '@shared/i18n/types';
import { useQuery } from '@tanstack/react-query';
import { loadTexts } from '../../texts/load';
import type { PatternKey } from './pattern';

/** A name for each language of the programme, so that nobody has to think of one; only in languages we speak. */
export function useSuggestedNames(pattern: PatternKey, locales: string[]): Record<string, string> {
  const suggested = useQuery({
    queryKey: ['suggested names', pattern, locales],
    queryFn: async () => {
      const spoken = LOCALES.filter((locale) => locales.includes(locale));
      const texts = await Promise.all(spoken.map(loadTexts));
      return Object.fromEntries(
        spoken.map((locale, at) => [locale, texts[at]?.[`sample.${pattern}`] ?? '']),
      );
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return suggested.data ?? NONE;
}

const NONE: Record<string, string> = {};
