import type { Locale } from '@shared/i18n/types';

interface Named {
  name: string;
  forms?: Partial<Record<Intl.LDMLPluralRule, string>> | undefined;
}

/** The word of a unit as it stands behind an amount: point, points; балл, балла, баллов. */
export function wordOf({ name, forms }: Named, amount: string, locale: Locale): string {
  const [whole = '', part] = amount.split('.');
  // A fraction has a form of its own in some languages, whole amounts written with zeros have not.
  const count = part && /[1-9]/.test(part) ? `${whole}.${part}` : whole;
  const form = new Intl.PluralRules(locale).select(Math.abs(Number(count)));
  return forms?.[form] ?? forms?.other ?? name;
}
