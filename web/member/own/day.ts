import type { Locale } from '@shared/i18n/types';

/**
 * The last day on which something can be used. The API tells the first moment at which it cannot, by the clock
 * of the shop: what ends with the year is usable on 31 December, wherever the phone is.
 */
export function lastDay(end: string, locale: Locale, timeZone?: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    ...(timeZone ? { timeZone } : {}),
  });
  return format.format(new Date(Date.parse(end) - 1));
}

const DAY_MS = 86_400_000;

/** Whether a moment comes within so many days. */
export const isSoon = (at: string, now: number, days = 30) => Date.parse(at) - now < days * DAY_MS;
