import { isNode, type Node, nameFrom, nodeOf, textOf } from './text';

/** `points` with the number before it, in the right plural form. */
export function unitName(document: Node, unit: string, count: string, locale: string): string {
  const { name } = nodeOf(nodeOf(document.units)[unit]);
  const said = isNode(name) ? (name[locale] ?? Object.values(name)[0]) : name;
  if (isNode(said)) {
    const form = new Intl.PluralRules(locale).select(Number(count));
    return textOf(said[form] ?? said.other, locale) ?? unit;
  }
  return textOf(said, locale) ?? nameFrom(unit).toLowerCase();
}

/** What the card is called that is filled with stamps; nothing for other units. */
export function cardName(document: Node, unit: string, locale: string): string | undefined {
  const card = nodeOf(document.stamps)[unit];
  return isNode(card) ? (textOf(card.name, locale) ?? nameFrom(unit)) : undefined;
}

const SPANS = ['hour', 'day', 'week', 'month', 'year'] as const;

/** `1 year 6 months` in a language; what is no span stays as it stands. */
export function spanText(span: string, locale: string): string {
  const parts = [...span.matchAll(/(\d+)\s*(hour|day|week|month|year)s?/g)];
  if (parts.length === 0) return span;
  return parts
    .map(([, count, unit]) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: unit as (typeof SPANS)[number],
        unitDisplay: 'long',
      }).format(Number(count)),
    )
    .join(' ');
}

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The first of January 2024 was a Monday. */
export function weekdayName(day: string, locale: string, style: 'short' | 'long'): string {
  const at = WEEKDAYS.indexOf(day as Weekday);
  if (at < 0) return day;
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
  return format.format(new Date(Date.UTC(2024, 0, 1 + at)));
}
