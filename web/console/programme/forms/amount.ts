import { typedDecimal } from '@shared/decimal/typed';
import type { Locale } from '@shared/i18n/types';
import type { FieldKind } from './fields';

/** Rates may be finer than money is. */
const SCALE = 6;

/** What people see in a field: a share without its sign. */
export function shownAs(kind: FieldKind, value: string | undefined): string {
  if (value === undefined) return '';
  return kind === 'percent' ? value.replace(/\s*%\s*$/, '') : value;
}

/**
 * What is written for what somebody typed: `undefined` when the field was emptied, `null` when it is no number.
 */
export function writtenAs(
  kind: FieldKind,
  typed: string,
  locale: Locale,
): string | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  if (kind === 'day') return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) ? text : null;
  if (kind !== 'number' && kind !== 'percent' && kind !== 'money') return text;
  const number = typedDecimal(text.replace(/%$/, ''), SCALE, locale);
  if (number === undefined || number.startsWith('-')) return null;
  return kind === 'percent' ? `${number} %` : number;
}
