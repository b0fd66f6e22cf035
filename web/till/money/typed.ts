import { sum } from '@shared/decimal/decimal';

/** The dearest line that a finger slip may make: twelve digits before the point. */
const MOST_DIGITS = 12;

/** Thousands apart: `1.234.567`. */
const GROUPS = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/;

/**
 * A decimal out of what somebody typed: `2 500,5`, `2.500,50` and `2500.50` alike. Nothing when it is no amount,
 * or has more decimals than there are: a price is never rounded behind the cashier's back. INVARIANT: what could
 * be a thousand times as much, as `25.000` in euros, is nothing too.
 */
export function decimalOf(typed: string, scale: number): string | undefined {
  const text = typed.replace(/[\s\u00a0\u202f']/g, '');
  const [written = '', decimals = ''] = halvesOf(text, scale);
  if (!/^\d*$/.test(written) || !/^\d*$/.test(decimals) || !/\d/.test(text)) return undefined;
  const whole = written.replace(/^0+(?=\d)/, '') || '0';
  const part = decimals.replace(/0+$/, '');
  if (whole.length > MOST_DIGITS || part.length > scale) return undefined;
  return scale === 0 ? whole : `${whole}.${part.padEnd(scale, '0')}`;
}

/** Whether it is for its three last digits that an amount is none. */
export const isTwoWays = (typed: string) => /\d[.,]\d{3}$/.test(typed.trim());

/** What stands before the decimals and after, thousands put together; the text itself when it is neither. */
function halvesOf(text: string, scale: number): string[] {
  const joined = (groups: string) => groups.replace(/[.,]/g, '');
  const points = text.match(/[.,]/g) ?? [];
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (points.length === 0) return [text];
  if (points.length === 1) {
    // Three digits are decimals where there are three of them, and thousands where there are none.
    if (!/[.,]\d{3}$/.test(text) || scale >= 3) return [text.slice(0, last), text.slice(last + 1)];
    return scale === 0 && GROUPS.test(text) ? [joined(text)] : [text];
  }
  if (GROUPS.test(text)) return [joined(text)];
  const before = text.slice(0, last);
  const isApart =
    GROUPS.test(before) && !before.includes(text.charAt(last)) && last < text.length - 1;
  return isApart ? [joined(before), text.slice(last + 1)] : [text];
}

/** Whether there is anything to pay. */
export const isPositive = (decimal: string | undefined): decimal is string =>
  decimal !== undefined && /[1-9]/.test(decimal) && !decimal.startsWith('-');

/** Price times quantity, rounded half up to the decimals of the price: what the customer sees. */
export function times(price: string, quantity: string): string {
  const scale = decimalsOf(price);
  const extra = decimalsOf(quantity);
  const product = unitsOf(price) * unitsOf(quantity);
  const by = 10n ** BigInt(extra);
  return textOf((product + by / 2n) / by, scale);
}

/** A share of an amount of units, downwards to whole blocks of the unit's last decimal. */
export function shareOf(amount: string, percent: number): string {
  const scale = decimalsOf(amount);
  return textOf((unitsOf(amount) * BigInt(percent)) / 100n, scale);
}

/** `amount` of a unit in money, at the rate at which `of` units are `money`: half up. */
export function worthAt(amount: string, of: string, money: string): string | undefined {
  const per = unitsOf(of) * 10n ** BigInt(Math.max(0, decimalsOf(amount) - decimalsOf(of)));
  if (per === 0n) return undefined;
  const wanted = unitsOf(amount) * 10n ** BigInt(Math.max(0, decimalsOf(of) - decimalsOf(amount)));
  return textOf((wanted * unitsOf(money) + per / 2n) / per, decimalsOf(money));
}

/** Less than zero, zero, more than zero: as `a` is less than, equal to, more than `b`. */
export function compare(a: string, b: string): number {
  const difference = sum([a, b.startsWith('-') ? b.slice(1) : `-${b}`]);
  if (!/[1-9]/.test(difference)) return 0;
  return difference.startsWith('-') ? -1 : 1;
}

const decimalsOf = (text: string) => text.split('.')[1]?.length ?? 0;
const unitsOf = (text: string) => BigInt(text.replace('.', ''));

function textOf(units: bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
