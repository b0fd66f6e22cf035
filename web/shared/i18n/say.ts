import type { Locale } from './types';

export type Texts = Readonly<Record<string, string>>;

/**
 * Finds a text, picks its plural form by `count`, fills in the values. Numbers are written the way the
 * language writes them. Nothing when there is no such text.
 */
export function find(
  texts: Texts,
  locale: Locale,
  key: string,
  values: Record<string, string | number> = {},
): string | undefined {
  const { count } = values;
  const counted = typeof count === 'number' ? texts[`${key}_${formOf(locale, count)}`] : undefined;
  const text = counted ?? texts[key];
  return text?.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

const rules = new Map<Locale, Intl.PluralRules>();

function formOf(locale: Locale, count: number): Intl.LDMLPluralRule {
  let rule = rules.get(locale);
  if (!rule) {
    rule = new Intl.PluralRules(locale);
    rules.set(locale, rule);
  }
  return rule.select(count);
}
