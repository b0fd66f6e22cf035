import type { Locale } from '../i18n/types';

const SHAPE = /^(-?)(\d{1,15})(?:([.,])(\d+))?$/;
/** `1,234` is a thousand and more to some, and one and a little to others. */
const COULD_BE_THOUSANDS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

const pointOf = (locale: Locale) =>
  new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value;

/**
 * A decimal as the API wants it out of what somebody typed: `1 234,50` and `1234.50` alike, with a minus or
 * without. Nothing when it is no number, has more decimals than there are, or could be meant a thousand times
 * larger: whether it is, only the decimal sign of the reader's language tells.
 */
export function typedDecimal(text: string, scale: number, locale: Locale): string | undefined {
  const plain = text.replace(/\s/g, '').replace('−', '-');
  const found = SHAPE.exec(plain);
  if (!found) return undefined;
  const [, sign = '', digits = '', point, part = ''] = found;
  if (part.length > scale) return undefined;
  if (COULD_BE_THOUSANDS.test(plain) && point !== pointOf(locale)) return undefined;
  const whole = digits.replace(/^0+(?=\d)/, '');
  return point ? `${sign}${whole}.${part}` : `${sign}${whole}`;
}

/** How many decimals money of a currency has; two where it is not known. */
export function moneyScale(currency: string): number {
  const known = /^[A-Z]{3}$/.test(currency) ? currency : 'EUR';
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: known });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
