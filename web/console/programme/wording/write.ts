import { type Path, push, remove, set, type Value } from '../document/edit';
import { Words } from '../document/flow';
import { isEntries, textOf } from '../document/model';
import { type Cell, FORMS, type Form } from './cells';
import type { Wording } from './read';

interface Change {
  wording: Wording;
  cell: Cell;
  form: Form;
  /** What was typed; nothing takes the text away. */
  typed: string;
  /** Languages of the programme. */
  locales: readonly string[];
}

/** Writes a text into the document in one language. What must not go stays. */
export function reword(text: string, change: Change): string {
  const typed = change.typed.trim();
  if (typed === '') return mayGo(change) ? taken(text, change) : text;
  const { wording, cell, form, locales } = change;
  const { path, said } = wording;
  const isFirst = cell.locale === locales[0];
  if (isEntries(said)) {
    if (cell.key === undefined) return set(text, [...path, cell.locale], entry(form, typed));
    const own = said[cell.key];
    const at = [...path, cell.key];
    return isEntries(own)
      ? set(text, [...at, form], new Words(typed))
      : set(text, at, entry(form, typed, textOf(own)));
  }
  const before = textOf(said) || undefined;
  if (form === 'other' && isFirst && (before !== undefined || locales.length === 1)) {
    return set(text, path, new Words(typed));
  }
  // One text for all languages becomes the first of several.
  if (isFirst || before === undefined) {
    return set(text, path, { [cell.locale]: entry(form, typed, before) });
  }
  return set(text, path, {
    [locales[0] ?? '']: new Words(before),
    [cell.locale]: entry(form, typed),
  });
}

/** A text in one language; where something is counted, the form for all other numbers has to be there. */
function entry(form: Form, typed: string, other = typed): Value {
  if (form === 'other') return new Words(typed);
  return { [form]: new Words(typed), other: new Words(other) };
}

/** Whether a text can be taken away: its last language cannot where the document needs it. */
export function mayGo({ wording, cell, form }: Omit<Change, 'typed' | 'locales'>): boolean {
  const { said, isNeeded } = wording;
  if (!isEntries(said)) return !isNeeded;
  const own = cell.key === undefined ? undefined : said[cell.key];
  if (isEntries(own) && FORMS.some((one) => one !== 'other' && own[one] !== undefined)) {
    return form !== 'other';
  }
  return !isNeeded || Object.keys(said).length > 1;
}

function taken(text: string, { wording, cell, form, locales }: Change): string {
  const { path, said } = wording;
  if (!isEntries(said)) return cell.locale === locales[0] ? remove(text, path) : text;
  if (cell.key === undefined) return text;
  const at: Path = [...path, cell.key];
  if (form !== 'other') return remove(text, [...at, form]);
  return remove(text, Object.keys(said).length === 1 ? path : at);
}

/** Texts can be written in one more language from now on. */
export const addLocale = (text: string, locale: string): string =>
  push(text, ['programme', 'locales'], locale);
