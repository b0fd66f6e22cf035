import { isNode } from '../../offers/document/text';

export interface Missing {
  locale: string;
  /** Where the text stands: `offers.noon.name`. */
  path: string;
}

export interface Coverage {
  /** Texts that differ by language. */
  total: number;
  missing: Missing[];
}

/**
 * Which texts of the document lack a language. A text is a mapping whose keys are languages of the programme,
 * at least one of them; a single sentence is for all languages, and lacks none.
 */
export function coverageOf(document: unknown, locales: readonly string[]): Coverage {
  const found: Coverage = { total: 0, missing: [] };
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) {
      for (const [at, one] of value.entries()) walk(one, `${path}.${at}`);
      return;
    }
    if (!isNode(value)) return;
    const keys = Object.keys(value);
    const isText = keys.length > 0 && keys.every((key) => locales.includes(key));
    if (isText) {
      found.total += 1;
      for (const locale of locales) {
        if (!(locale in value)) found.missing.push({ locale, path });
      }
      return;
    }
    for (const key of keys) walk(value[key], path ? `${path}.${key}` : key);
  };
  walk(document, '');
  return found;
}
