/** Reading values of the programme document, which arrive as plain data of unknown shape. */

export type Node = Record<string, unknown>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {});

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** A text of the document in a language: one sentence for all, one per locale, or plural forms. */
export function textOf(value: unknown, locale: string, first?: string): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isNode(value)) return undefined;
  const found =
    value[locale] ?? (first ? value[first] : undefined) ?? value.other ?? Object.values(value)[0];
  return textOf(found, 'other');
}

/** A name that the document does not give is made from the key. */
export function nameFrom(key: string): string {
  const words = key.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
