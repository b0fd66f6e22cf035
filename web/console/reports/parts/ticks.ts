import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import type { Bucket, Step } from '../buckets';

/** How a bar is called: short below it, in full in the table. */
export function useTicks(step: Step) {
  const { locale } = useTexts();
  return useMemo(() => {
    const timeZone = 'UTC';
    const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
    const month = new Intl.DateTimeFormat(locale, { month: 'short', timeZone });
    const fullMonth = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone });
    const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
    return ({ from, until }: Bucket) => {
      const [start, end] = [new Date(`${from}T00:00:00Z`), new Date(`${until}T00:00:00Z`)];
      if (step === 'day') return { tick: short.format(start), label: full.format(start) };
      const isWholeMonth = step === 'month' && from.endsWith('-01');
      return {
        tick: step === 'month' ? month.format(start) : short.format(start),
        label: isWholeMonth ? fullMonth.format(start) : full.formatRange(start, end),
      };
    };
  }, [locale, step]);
}
