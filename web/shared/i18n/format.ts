import type { Locale } from './types';

/**
 * Numbers and moments for people. Amounts come as exact decimal texts and are handed to `Intl` as texts, so
 * that no digit is lost on the way.
 */
export function formatsOf(locale: Locale) {
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const whole = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    number: (value: number) => whole.format(value),
    share: (value: number) => share.format(value),
    amount: (decimal: string, scale = decimals(decimal)) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: scale,
        maximumFractionDigits: scale,
      }).format(decimal as Intl.StringNumericLiteral),
    money: (decimal: string, currency: string) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
      }).format(decimal as Intl.StringNumericLiteral),
    /** Without cents, where the size counts and the rest would only be in the way. */
    wholeMoney: (decimal: string, currency: string) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }).format(decimal as Intl.StringNumericLiteral),
    /** For axes: 40K, ₽40K. */
    roundNumber: (value: number) =>
      new Intl.NumberFormat(locale, { notation: 'compact' }).format(value),
    roundMoney: (value: number, currency: string) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        notation: 'compact',
      }).format(value),
    moment: (text: string) => moment.format(new Date(text)),
    day: (text: string) => day.format(new Date(text)),
  };
}

const decimals = (text: string) => text.split('.')[1]?.length ?? 0;
