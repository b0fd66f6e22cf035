import type { Icon } from '@tabler/icons-react';
import { type Node, nodeOf } from '../document/text';
import { keyFrom, taken } from './names';
import { added, type Value, withSection } from './write';

export const ASKS = [
  'percent',
  'off',
  'category',
  'weekdays',
  'hours',
  'until',
  'unit',
  'factor',
  'points',
  'gift',
  'daysBefore',
  'silence',
  'valid',
  'code',
  'minimum',
  'uses',
  'card',
  'upTo',
  'friend',
  'advocate',
  'prize',
  'worth',
  'draw',
  'per',
  'cost',
  'stock',
  'buy',
  'get',
] as const;
export type Ask = (typeof ASKS)[number];

/** What a pattern asks for. A field that may stay empty says what that means in its hint. */
export interface Field {
  ask: Ask;
  kind:
    | 'percent'
    | 'money'
    | 'whole'
    | 'category'
    | 'weekdays'
    | 'hours'
    | 'day'
    | 'unit'
    | 'text'
    | 'code'
    | 'gift';
  initial: string;
  isOptional?: boolean;
  min?: number;
  max?: number;
  /** Asked only when another answer has this value. */
  onlyIf?: { ask: Ask; is: string };
}

export type Answers = Partial<Record<Ask, string>>;

/** What a pattern needs to know of the programme it is added to. */
export interface Base {
  text: string;
  document: Node;
  currency: string;
  locales: string[];
  /** `2026-11-28` at the shop. */
  today: string;
  units: string[];
}

export const PATTERNS = [
  'happyHour',
  'doublePoints',
  'code',
  'leaflet',
  'multibuy',
  'stampCard',
  'birthday',
  'winBack',
  'referral',
  'raffle',
  'reward',
  'delivery',
] as const;
export type PatternKey = (typeof PATTERNS)[number];

export interface Pattern {
  icon: Icon;
  fields: (base: Base) => Field[];
  /** Why it cannot be added to this programme. */
  blocked?: (base: Base) => 'noUnit' | 'hasReferral' | undefined;
  write: (pen: Pen, answers: Answers, name: Value) => void;
}

/** Writes into the document under names that are free there, and remembers what it wrote. */
export class Pen {
  text: string;
  readonly base: Base;
  readonly places: { section: string; key: string }[] = [];
  readonly #used: Set<string>;

  constructor(base: Base) {
    this.base = base;
    this.text = base.text;
    this.#used = taken(base.document);
  }

  /** Adds an entry; answers with the name it got. */
  add(section: string, wanted: string, otherwise: string, value: Value): string {
    const key = keyFrom(wanted, otherwise, this.#used);
    this.#used.add(key);
    this.text = added(this.text, section, key, value);
    this.places.push({ section, key });
    return key;
  }

  whole(section: string, value: Value): void {
    this.text = withSection(this.text, section, value);
    this.places.push({ section, key: section });
  }
}

/** One name for all languages, or one per language, as the document has them. */
export function nameValue(names: Record<string, string>, locales: string[]): Value {
  const said = locales.map((locale) => [locale, (names[locale] ?? '').trim()] as const);
  const filled = said.filter(([, name]) => name !== '');
  if (filled.length === 1 && locales.length <= 1) return filled[0]?.[1] ?? '';
  return Object.fromEntries(filled);
}

/** The name by which people who keep the document will find it: English where there is one. */
export const spoken = (name: Value): string =>
  typeof name === 'string' ? name : String(nodeOf(name).en ?? Object.values(nodeOf(name))[0] ?? '');

/** A number as the document wants it: without quotes, every digit kept. */
export const number = (text: string | undefined): number => Number(text ?? '0');

export const percent = (text: string | undefined): string => `${text ?? '0'} %`;

/** A condition on the goods of a category, or nothing for all goods. */
export const onCategory = (category: string | undefined): { on?: string } => {
  const value = category?.trim();
  return value ? { on: `line.category == '${value.replace(/['\\]/g, '\\$&')}'` } : {};
};

export const minimumOf = (amount: string | undefined): { minimum?: Value } =>
  number(amount) > 0 ? { minimum: { amount: number(amount) } } : {};

/** Sums that look natural in a currency: five euros are five hundred roubles. */
const SCALES: Record<string, number> = {
  RUB: 100,
  IDR: 10_000,
  KZT: 500,
  UZS: 10_000,
  JPY: 100,
  INR: 100,
  TRY: 50,
  KRW: 1000,
  VND: 20_000,
  HUF: 500,
  CZK: 20,
  SEK: 10,
  NOK: 10,
  DKK: 10,
  CNY: 10,
  THB: 50,
  PHP: 50,
  MXN: 20,
  UAH: 50,
  GEL: 2,
  AZN: 2,
  PLN: 5,
  BRL: 5,
};
export const sum = (euros: number, currency: string): string =>
  String(Math.round(euros * (SCALES[currency] ?? 1) * 100) / 100);

/** A day so many days after another. */
export function later(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
