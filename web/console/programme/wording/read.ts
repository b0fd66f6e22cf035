import type { Locale } from '@shared/i18n/types';
import type { Path } from '../document/edit';
import { type Entries, isEntries, nameOf, type Plain, spoken } from '../document/model';
import { alternatives, type Schema } from '../editor/schema';

/** A text that members read, as the document has it. */
export interface Wording {
  /** Where it stands, or would stand. */
  path: Path;
  /** The section of the document. */
  section: string;
  /** Whose it is: the names of what it belongs to, from the outside in. */
  of: string[];
  /** What it tells: `name`, `about`, `benefits`. */
  what: string;
  said: Plain;
  /** It follows a number: one point, two points. */
  isCounted: boolean;
  /** The document is not valid without it, or without its place in a list. */
  isNeeded: boolean;
  /** What members read instead while there is none. */
  instead: string;
}

const TEXT = '#/$defs/TextSection';

/** All texts for people in a document, in its order. Which places hold some is read from the schema of documents. */
export function wordingsOf(schema: Schema, root: Entries, locale: Locale): Wording[] {
  const found = new Map<string, Wording>();
  const add = (path: Path, said: Plain, of: string[], isNeeded: boolean) => {
    const key = path.join('.');
    if (!found.has(key)) found.set(key, wordingAt(path, said, of, isNeeded));
  };
  const walk = (value: Plain, place: Schema, path: Path, of: string[]): void => {
    // A list, and the entries of a section, cannot lose a text without losing its place.
    if (place.$ref === TEXT) {
      add(path, value, of, true);
      return;
    }
    const shapes = alternatives(schema, place);
    if (Array.isArray(value)) {
      for (const { items } of shapes) {
        if (items)
          for (const [index, one] of value.entries()) walk(one, items, [...path, index], of);
      }
      return;
    }
    if (!isEntries(value)) return;
    const objects = shapes.filter((one) => one.properties ?? one.additionalProperties);
    for (const shape of objects) {
      const { properties = {}, required = [], additionalProperties: any } = shape;
      // The name stands first, the rest as its author put it.
      for (const key of new Set(['name', ...Object.keys(value)])) {
        const inner = properties[key];
        const own = value[key];
        const isThere = own !== undefined || (key === 'name' && isNamed(path, objects, of));
        if (inner?.$ref === TEXT) {
          if (isThere) add([...path, key], own, of, required.includes(key));
        } else if (inner) walk(own, inner, [...path, key], of);
        else if (typeof any === 'object' && own !== undefined) {
          const name = any.$ref === TEXT ? spoken(key) : nameOf(own, key, locale);
          walk(own, any, [...path, key], [...of, name]);
        }
      }
    }
  };
  walk(root, schema, [], []);
  return [...found.values()];
}

/** What has a key of its own can be given a name where it has none yet. */
const isNamed = (path: Path, shapes: readonly Schema[], of: readonly string[]) =>
  shapes.length === 1 && of.length > 0 && path.length > 1;

function wordingAt(path: Path, said: Plain, of: string[], isNeeded: boolean): Wording {
  const words = path.filter((one) => typeof one === 'string');
  const [section = ''] = words;
  const last = words.at(-1) ?? '';
  const isProperty = ['name', 'about', 'of', 'benefits'].includes(last);
  const around = words.at(-2) ?? '';
  const what = isProperty ? last : around;
  return {
    path,
    section,
    of,
    what,
    said: said === null ? undefined : said,
    isCounted: last === 'of' || (section === 'units' && what === 'name'),
    isNeeded,
    instead: last === 'name' ? (of.at(-1) ?? '') : '',
  };
}

/** Whether a text has these words somewhere, in any language, or belongs to something called so. */
export function has(wording: Wording, words: string): boolean {
  const all = [...wording.of, wording.path.join('.'), JSON.stringify(wording.said ?? '')];
  return all.join(' ').toLocaleLowerCase().includes(words.trim().toLocaleLowerCase());
}
