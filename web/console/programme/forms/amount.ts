import type { FieldKind } from './fields';

/** What people see in a field: a share without its sign. */
export function shownAs(kind: FieldKind, value: string | undefined): string {
  if (value === undefined) return '';
  return kind === 'percent' ? value.replace(/\s*%\s*$/, '') : value;
}

/**
 * What is written for what somebody typed: `undefined` when the field was emptied, `null` when it is no number. A
 * comma is the decimal point of half of the world.
 */
export function writtenAs(kind: FieldKind, typed: string): string | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  if (kind === 'day') return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) ? text : null;
  if (kind !== 'number' && kind !== 'percent' && kind !== 'money') return text;
  const number = text.replace(/\s/g, '').replace(',', '.').replace(/%$/, '');
  if (!/^\d+(\.\d{1,6})?$/.test(number)) return null;
  const clean = number.replace(/^0+(?=\d)/, '');
  return kind === 'percent' ? `${clean} %` : clean;
}
