import { addDays, type DayText, isDay } from './calendar';

/** Lengths that one click gives; `own` has days of its own. */
export const LENGTHS = { '7d': 7, '30d': 30, '90d': 90, year: 365 } as const;
export type PeriodName = keyof typeof LENGTHS | 'all' | 'own';

/** Since the beginning: the most days that a report reads, which are ten years. */
const MOST_DAYS = 3660;

/** The period as it stands in an address. */
export interface PeriodSearch {
  period?: PeriodName;
  from?: DayText;
  until?: DayText;
}

/** First and last day, both counted. */
export interface Span {
  from: DayText;
  until: DayText;
}

const USUAL = '30d';

/** Reads an address; what is no period is left out. */
export function readPeriod(search: Record<string, unknown>): PeriodSearch {
  const { period, from, until } = search;
  if (period === 'own') {
    const isSpan = isDay(from) && isDay(until) && from <= until;
    return isSpan ? { period: 'own', from, until } : {};
  }
  return typeof period === 'string' && Object.hasOwn(LENGTHS, period)
    ? { period: period as PeriodName }
    : {};
}

export const nameOfPeriod = ({ period }: PeriodSearch): PeriodName => period ?? USUAL;

/** The same for lists, which also go back to the beginning. A period that is compared with the one before cannot. */
export const readLongPeriod = (search: Record<string, unknown>): PeriodSearch =>
  search.period === 'all' ? { period: 'all' } : readPeriod(search);

/** The days of a period that ends today. */
export function spanOf(search: PeriodSearch, today: DayText): Span {
  const { from, until } = search;
  if (search.period === 'own' && from && until) return { from, until };
  const name = nameOfPeriod(search);
  const length = name === 'all' ? MOST_DAYS : LENGTHS[name === 'own' ? USUAL : name];
  return { from: addDays(today, 1 - length), until: today };
}

/** How much more than before, as a share; nothing when there was nothing before. */
export function growth(now: string | number, before: string | number): number | undefined {
  const base = Number(before);
  return base === 0 ? undefined : (Number(now) - base) / base;
}
