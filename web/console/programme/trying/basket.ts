import type { Basket, NewLine, NewTrial } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { moneyScale, typedDecimal } from '@shared/decimal/typed';
import type { Locale } from '@shared/i18n/types';
import { momentOf } from '../../reports/calendar';
import { type Node, parse } from '../cel/parse';
import { at, declaredIn, type Entries, entriesOf, type Plain, textOf } from '../document/model';

/** A receipt to try, as somebody fills it in. */
export interface Trial {
  lines: TrialLine[];
  who: Who;
  store: string;
  code: string;
  spend: { unit: string; amount: string }[];
  /** On the clock of the shop, `2026-11-28T10:00`; now when empty. */
  at: string;
}

export interface TrialLine {
  name: string;
  category: string;
  quantity: string;
  price: string;
}

export type Who =
  | { is: 'stranger' }
  | { is: 'newcomer' }
  | { is: 'tier'; track: string; tier: string }
  | { is: 'member'; phone: string };

/** Every condition of a document, wherever it stands. */
function conditionsIn(value: Plain): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  return entriesOf(value).flatMap(([key, inner]) => {
    const text = textOf(inner);
    const isCondition = ['if', 'on', 'get_on', 'excluded', 'formula'].includes(key);
    return text !== undefined ? (isCondition ? [text] : []) : conditionsIn(inner);
  });
}

/** The categories that the programme speaks of: a sample with them shows more than one with invented words. */
export function categoriesIn(root: Plain): string[] {
  const found = new Set<string>();
  for (const condition of conditionsIn(root)) {
    const tree = parse(condition);
    if (tree) collect(tree, found);
  }
  return [...found];
}

const isCategory = (node: Node) => node.is === 'name' && node.path === 'line.category';

function collect(node: Node, found: Set<string>): void {
  if (node.is === 'and' || node.is === 'or') {
    collect(node.left, found);
    collect(node.right, found);
  } else if (node.is === 'not') collect(node.of, found);
  else if (node.is === 'compare' && isCategory(node.left) && node.right.is === 'text') {
    found.add(node.right.value);
  } else if (node.is === 'in' && isCategory(node.left) && node.right.is === 'list') {
    for (const item of node.right.items) if (item.is === 'text') found.add(item.value);
  }
}

/** What one of something costs, roughly, where one euro is so many of the currency. */
const SCALES: Record<string, number> = {
  RUB: 100,
  KZT: 500,
  UAH: 45,
  TRY: 45,
  IDR: 18_000,
  INR: 100,
  JPY: 170,
  KRW: 1_600,
  UZS: 13_000,
  VND: 28_000,
  HUF: 400,
  AMD: 420,
  RSD: 117,
  CZK: 25,
  PHP: 65,
  THB: 38,
};

const scaleOf = (currency: string) => SCALES[currency] ?? 1;
const priceOf = (currency: string, euros: number) => String(Math.round(euros * scaleOf(currency)));

/** A receipt that shows something without a single letter typed. */
export function sampleOf(root: Entries | undefined): Trial {
  const currency = textOf(at(root, ['programme', 'currency'])) ?? '';
  const [first = 'coffee', second = 'cake'] = categoriesIn(root);
  const [track] = declaredIn(root).tracks;
  const tier = track?.levels[Math.min(1, track.levels.length - 1)];
  return {
    lines: [
      { name: '', category: first, quantity: '2', price: priceOf(currency, 4) },
      { name: '', category: second, quantity: '1', price: priceOf(currency, 12) },
    ],
    who: track && tier ? { is: 'tier', track: track.key, tier } : { is: 'newcomer' },
    store: 'main',
    code: '',
    spend: [],
    at: '',
  };
}

/**
 * How a receipt is typed: numbers with the decimals of goods, of the currency and of each unit, moments on the
 * clock of the shop.
 */
export function readsOf(root: Plain, locale: Locale) {
  const money = moneyScale(textOf(at(root, ['programme', 'currency'])) ?? '');
  const amount = (text: string, scale: number) => {
    const read = typedDecimal(text, scale, locale);
    return read?.startsWith('-') ? undefined : read;
  };
  return {
    quantity: (text: string) => amount(text, QUANTITY_SCALE),
    price: (text: string) => amount(text, money),
    moment: (clock: string) =>
      momentOf(clock, textOf(at(root, ['programme', 'time_zone'])) || undefined),
    units: (unit: string, text: string) =>
      amount(text, Number(textOf(at(root, ['units', unit, 'scale'])) ?? 0)),
  };
}

/** Grams of kilograms. */
const QUANTITY_SCALE = 3;

/** What the API is asked; nothing while something is missing. */
export function tryOf(
  trial: Trial,
  document: string,
  reads: ReturnType<typeof readsOf>,
): NewTrial | undefined {
  const { who } = trial;
  if (trial.lines.length === 0 || (who.is === 'member' && who.phone.trim().length < 4)) return;
  const lines: NewLine[] = [];
  for (const [index, line] of trial.lines.entries()) {
    const quantity = reads.quantity(line.quantity);
    const price = reads.price(line.price);
    if (quantity === undefined || price === undefined) return;
    const [name, category] = [line.name.trim(), line.category.trim()];
    lines.push({
      sku: name || category || `item-${index + 1}`,
      quantity,
      price,
      ...(name ? { name } : {}),
      ...(category ? { category } : {}),
    });
  }
  const spent: Spent[] = [];
  for (const one of trial.spend) {
    const amount = reads.units(one.unit, one.amount);
    if (amount === undefined) return;
    if (!isZero(amount)) spent.push({ unit: one.unit, amount });
  }
  const receipt: Basket = { store: { id: trial.store.trim() || 'main' }, lines };
  if (trial.at) receipt.at = reads.moment(trial.at);
  if (trial.code.trim()) receipt.codes = [trial.code.trim()];
  if (spent.length > 0) receipt.burns = spent;
  return { document, receipt, ...personOf(who, spent) };
}

type Spent = Trial['spend'][number];

function personOf(who: Who, spent: Spent[]): Pick<NewTrial, 'member' | 'persona'> {
  if (who.is === 'stranger') return {};
  if (who.is === 'member') return { member: { phone: who.phone.trim() } };
  const tiers = who.is === 'tier' ? [{ track: who.track, tier: who.tier }] : [];
  // Somebody made up owns what they spend here.
  return { persona: { tiers, balances: spent, is_new: who.is === 'newcomer' } };
}
