import { isEntries, type Plain, textOf } from '../document/model';
import type { Wording } from './read';

export const FORMS = ['one', 'few', 'many', 'other'] as const;
export type Form = (typeof FORMS)[number];

/** A text in one language. */
export interface Cell {
  locale: string;
  /** Under which language it stands: `pt` is there for `pt-BR` too. Nothing when it is not there. */
  key: string | undefined;
  /** What is written, by what it counts. A text without a count has one form. */
  forms: { form: Form; text: string | undefined; isMissing: boolean }[];
  /** What members read meanwhile. */
  instead: string;
  isMissing: boolean;
}

/** The languages of a text beside each other, as columns of the languages of the programme. */
export function cellsOf(wording: Wording, locales: readonly string[]): Cell[] {
  return locales.map((locale, at) => {
    const key = keyFor(wording.said, locale);
    const own = at === 0 && !isEntries(wording.said) ? wording.said : said(wording.said, key);
    const isMissing = isEntries(wording.said) && key === undefined;
    const forms = shownForms(own, locale, wording.isCounted).map((form) => {
      const text = formOf(own, form);
      // A text for all languages is complete in each; a count needs its forms in any case.
      const isWanted = isEntries(wording.said) && wanted(locale).includes(form);
      return { form, text, isMissing: isWanted && text === undefined };
    });
    return {
      locale,
      key,
      forms,
      instead: insteadOf(wording),
      isMissing: isMissing || forms.some((one) => one.isMissing && wording.isCounted),
    };
  });
}

/** The key of a text that a language reads: its own, or the one of the language without the country. */
export function keyFor(text: Plain, locale: string): string | undefined {
  if (!isEntries(text)) return undefined;
  const [language = locale] = locale.split('-');
  return [locale, language].find((one) => text[one] !== undefined && text[one] !== null);
}

const said = (text: Plain, key: string | undefined): Plain =>
  isEntries(text) && key !== undefined ? text[key] : undefined;

function formOf(own: Plain, form: Form): string | undefined {
  if (isEntries(own)) return textOf(own[form]) || undefined;
  return form === 'other' ? textOf(own) || undefined : undefined;
}

/** Forms that the server misses when they are not there. */
function wanted(locale: string): readonly Form[] {
  const [language] = locale.split('-');
  if (language === 'ru') return FORMS;
  return language === 'en' ? ['one', 'other'] : ['other'];
}

/** Those that are written, and those that the language has where something is counted. Indonesian has but one. */
function shownForms(own: Plain, locale: string, isCounted: boolean): Form[] {
  const isWritten = (form: Form) => isEntries(own) && own[form] !== undefined;
  const spoken = locale.split('-')[0] === 'id' ? [] : ['one', ...wanted(locale)];
  return FORMS.filter(
    (form) => form === 'other' || isWritten(form) || (isCounted && spoken.includes(form)),
  );
}

/** Members read another language where theirs is missing, as the server chooses it. */
function insteadOf({ said: text, instead }: Wording): string {
  if (!isEntries(text)) return textOf(text) || instead;
  const other = text.en ?? Object.values(text)[0];
  return formOf(other, 'other') ?? instead;
}
