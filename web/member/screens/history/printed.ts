import type { PrintedReceipt } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { typedDecimal } from '@shared/decimal/typed';
import type { Locale } from '@shared/i18n/types';

/** What somebody typed off a receipt in the hand. */
export interface Typed {
  store: string;
  till: string;
  day: string;
  number: string;
  total: string;
}

export const NOTHING: Typed = { store: '', till: '', day: '', number: '', total: '' };

/** The total as a decimal; nothing when it is no amount. */
export function totalOf(typed: string, scale: number, locale: Locale): string | undefined {
  const total = typedDecimal(typed, scale, locale);
  return total === undefined || total.startsWith('-') || isZero(total) ? undefined : total;
}

/** What is sent; nothing while the total is no amount. The browser asks for the other fields. */
export function printed(typed: Typed, scale: number, locale: Locale): PrintedReceipt | undefined {
  const total = totalOf(typed.total, scale, locale);
  const [store, number, till] = [typed.store.trim(), typed.number.trim(), typed.till.trim()];
  if (!total || !store || !number || !typed.day) return undefined;
  return { store, business_date: typed.day, number, total, ...(till && { till }) };
}

/** The stores where somebody has bought, the latest first, to choose from. */
export const storesOf = (receipts: readonly { store: string }[]): string[] => [
  ...new Set(receipts.map(({ store }) => store)),
];

/** Today by the calendar of the shop: no receipt is of a later day. */
export const today = (now: number, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(now);
