/**
 * Texts are flat objects, one per language. A text that counts has one entry per plural form of its language
 * (`member_one`, `member_few`, ...), and `{name}` stands for what is filled in. English decides which texts
 * there are; a text that another language lacks, or has too much, does not compile.
 */

export const LOCALES = ['en', 'ru', 'az', 'id'] as const;
export type Locale = (typeof LOCALES)[number];

/** The plural forms of whole numbers and fractions, by Unicode CLDR. */
export interface Forms {
  en: 'one' | 'other';
  ru: 'one' | 'few' | 'many' | 'other';
  az: 'one' | 'other';
  id: 'other';
}

type CountedOf<E> = { [K in keyof E]: K extends `${infer Base}_other` ? Base : never }[keyof E];
type PlainOf<E> = Exclude<keyof E & string, `${CountedOf<E>}_${Forms['en']}`>;

/** The keys that screens ask for. */
export type KeyOf<E> = PlainOf<E> | CountedOf<E>;

/** What the file of a language must hold. */
export type TextsOf<E, L extends Locale> = {
  readonly [K in PlainOf<E> | `${CountedOf<E>}_${Forms[L]}`]: string;
};

type HolesOf<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | HolesOf<Rest> : never;
type TextAt<E, K extends string> = K extends keyof E
  ? E[K]
  : `${K}_other` extends keyof E
    ? E[`${K}_other`]
    : never;
type NeedsOf<E, K extends string> =
  | HolesOf<TextAt<E, K>>
  | (K extends CountedOf<E> ? 'count' : never);

/** Nothing, or exactly what the text leaves open. */
export type ValuesOf<E, K extends string> = [NeedsOf<E, K>] extends [never]
  ? []
  : [values: { [Name in NeedsOf<E, K>]: Name extends 'count' ? number : string | number }];

export type Say<E> = <K extends KeyOf<E>>(key: K, ...values: ValuesOf<E, K>) => string;
