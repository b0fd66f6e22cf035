import type { Locale } from '@shared/i18n/types';
import { isMap, parseDocument } from 'yaml';
import type { Declared, FactKind } from '../cel/facts';
import type { Path } from './edit';

/** The document as plain data. Nothing is promised about it: it may be half written. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | Plain[]
  | { [key: string]: Plain };
export type Entries = Record<string, Plain>;

/** Nothing when the text is no YAML. */
export function plainOf(text: string): Entries | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  return document.toJS() as Entries;
}

export const isEntries = (value: Plain): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const entriesOf = (value: Plain): [string, Plain][] =>
  isEntries(value) ? Object.entries(value) : [];

export function at(root: Plain, path: Path): Plain {
  return path.reduce<Plain>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isEntries(value) ? value[key] : undefined;
  }, root);
}

/** Keeps what is written of a number, a word or a yes. */
export const textOf = (value: Plain): string | undefined =>
  typeof value === 'object' || value === undefined ? undefined : String(value);

/** `big-basket` is called "Big basket" where nobody gave it a name. */
export function spoken(key: string): string {
  const words = key.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The name of an entry in a language, in the first one that there is, or made from its key. */
export function nameOf(entry: Plain, key: string, locale: Locale): string {
  const name = at(entry, ['name']) ?? at(entry, ['offer', 'name']);
  const said = isEntries(name) ? (name[locale] ?? Object.values(name)[0]) : name;
  // Of the plural forms the one for many names the thing itself: баллов, points.
  if (isEntries(said)) return spoken(textOf(said.many ?? said.other) ?? key);
  return textOf(said) || spoken(key);
}

const ATTRIBUTES: Record<string, FactKind> = { truth: 'truth', number: 'number', text: 'text' };

/** What conditions of this document can ask about beside the facts that always exist. */
export function declaredIn(root: Plain): Declared {
  const attributesOf = (on: 'line' | 'basket' | 'member') =>
    entriesOf(at(root, ['attributes', on])).flatMap(([key, value]) => {
      const kind = ATTRIBUTES[textOf(value) ?? textOf(at(value, ['kind'])) ?? ''];
      return kind ? [{ on, key, kind }] : [];
    });
  return {
    tracks: entriesOf(at(root, ['tiers'])).map(([key, track]) => ({
      key,
      levels: entriesOf(at(track, ['levels'])).map(([level]) => level),
    })),
    metrics: entriesOf(at(root, ['metrics'])).map(([key, metric]) => ({
      key,
      isMoney: at(metric, ['spend']) !== undefined,
    })),
    units: entriesOf(at(root, ['units'])).map(([key]) => key),
    attributes: [...attributesOf('line'), ...attributesOf('basket'), ...attributesOf('member')],
  };
}
