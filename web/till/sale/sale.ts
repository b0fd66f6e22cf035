import type { Basket, MemberReference, NewLine } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';
import { decimalOf, isPositive, times } from '../money/typed';
import type { MetMember } from '../offline/store';
import { isEan } from '../scan/recognise';

/** What is on the counter: who buys, what, and how they want to pay. Nothing here knows the network. */
export interface Sale {
  /** Tells this sale from the one before. */
  no: number;
  customer?: Customer;
  lines: readonly Line[];
  draft: Draft;
  coupons: readonly Coupon[];
  certificates: readonly Certificate[];
  points?: Points;
}

export interface Line {
  id: number;
  name: string;
  sku: string;
  quantity: string;
  price: string;
}

/** The line that is being typed; it counts as soon as it has a price. */
export interface Draft {
  name: string;
  quantity: string;
  price: string;
}

export interface Coupon {
  code: string;
  name: string;
}

export interface Certificate {
  code: string;
  balance: string;
}

/** The wish to pay with units: so many, or as many as may be. */
export interface Points {
  unit: string;
  amount?: string;
  /** Under which name the server has reserved them. */
  hold?: string;
}

export type Known = Pick<MetMember, 'id' | 'name' | 'tiers' | 'balances' | 'blocked'>;

export interface Customer {
  /** By what they were identified. */
  reference: MemberReference;
  /** The same, for the eye. */
  shown: string;
  /** `met` and `unmet`: the server could not be asked. `absent`: it knows nobody like that. */
  state: 'asking' | 'known' | 'met' | 'unmet' | 'absent';
  member?: Known;
}

/** Where it is sold, and by whom. */
export interface Place {
  store: string;
  till: string;
  cashier: string;
  currency: string;
  scale: number;
}

const NOTHING: Draft = { name: '', quantity: '1', price: '' };
const QUANTITY_SCALE = 3;
/** The product code of what was typed in as an amount only. */
const AMOUNT = 'amount';

export const newSale = (no: number): Sale => ({
  no,
  lines: [],
  draft: NOTHING,
  coupons: [],
  certificates: [],
});

export const isEmpty = (sale: Sale) =>
  !sale.customer &&
  sale.lines.length === 0 &&
  sale.draft.price === '' &&
  sale.draft.name === '' &&
  sale.coupons.length === 0 &&
  sale.certificates.length === 0;

/** The typed line, when it is whole. */
export function drafted(draft: Draft, scale: number): Omit<Line, 'id'> | undefined {
  const price = decimalOf(draft.price, scale);
  const quantity = decimalOf(draft.quantity || '1', QUANTITY_SCALE);
  if (!isPositive(price) || !isPositive(quantity)) return undefined;
  const name = draft.name.trim();
  const sku = isEan(name) ? name : AMOUNT;
  return { name: sku === name ? '' : name, sku, price, quantity: short(quantity) };
}

/** Something was typed that is no price: nobody may take the sale for whole while it stands there. */
export const isUnclear = ({ draft }: Sale, scale: number) =>
  draft.price.trim() !== '' && drafted(draft, scale) === undefined;

/** Quantities are written without decimals that say nothing. */
const short = (quantity: string) =>
  quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity;

export function keepDraft(sale: Sale, scale: number): Sale {
  const line = drafted(sale.draft, scale);
  if (!line) return sale;
  return { ...addLine(sale, line), draft: NOTHING };
}

/** The same product again is one more of it. */
export function addLine(sale: Sale, line: Omit<Line, 'id'>): Sale {
  const same = sale.lines.find(
    (old) => old.sku !== AMOUNT && old.sku === line.sku && old.price === line.price,
  );
  if (same) return setQuantity(sale, same.id, sum([same.quantity, line.quantity]));
  const id = Math.max(0, ...sale.lines.map((old) => old.id)) + 1;
  return { ...sale, lines: [...sale.lines, { ...line, id }] };
}

export function setQuantity(sale: Sale, id: number, quantity: string): Sale {
  const lines = sale.lines
    .map((line) => (line.id === id ? { ...line, quantity: short(quantity) } : line))
    .filter((line) => isPositive(line.quantity));
  return { ...sale, lines };
}

/** One more or one less; the last one takes the line away. */
export const changeQuantity = (sale: Sale, id: number, by: '1' | '-1'): Sale => {
  const line = sale.lines.find((one) => one.id === id);
  return line ? setQuantity(sale, id, sum([line.quantity, by])) : sale;
};

/** All that is sold, the typed line included. */
export function linesOf(sale: Sale, scale: number): readonly Line[] {
  const typed = drafted(sale.draft, scale);
  return typed ? [...sale.lines, { ...typed, id: 0 }] : sale.lines;
}

/** The price of it all before any offer. */
export function totalOf(sale: Sale, scale: number): string {
  const zero = scale > 0 ? `0.${'0'.repeat(scale)}` : '0';
  return sum([zero, ...linesOf(sale, scale).map((line) => times(line.price, line.quantity))]);
}

/** The units that this member could pay with. */
export const spendable = (customer: Customer | undefined) =>
  customer?.member && !customer.member.blocked
    ? customer.member.balances.filter((balance) => isPositive(balance.spendable))
    : [];

/** What is sent to the server; nothing while nothing is sold. */
export function basketOf(sale: Sale, place: Place): Basket | undefined {
  const lines = linesOf(sale, place.scale).map(wired);
  if (lines.length === 0) return undefined;
  const basket: Basket = {
    store: { id: place.store },
    till: place.till,
    cashier: place.cashier,
    channel: 'till',
    currency: place.currency,
    lines,
  };
  const member = memberOf(sale.customer);
  if (member) basket.member = member;
  if (sale.coupons.length > 0) basket.codes = sale.coupons.map((coupon) => coupon.code);
  if (sale.certificates.length > 0) {
    basket.certificates = sale.certificates.map(({ code }) => ({ code }));
  }
  if (member && sale.points) basket.burns = [sale.points];
  return basket;
}

function wired(line: Line, at: number): NewLine {
  const { name, sku, price, quantity } = line;
  const wire: NewLine = { id: String(at + 1), sku, quantity, amount: times(price, quantity) };
  if (name) wire.name = name;
  return wire;
}

/** How the server finds them later: by our id where it is known, because codes of phones change. */
function memberOf(customer: Customer | undefined): MemberReference | undefined {
  if (!customer || customer.state === 'absent') return undefined;
  return customer.member ? { id: customer.member.id } : customer.reference;
}

/** For receipts that go on without the server: what only it can give is left out. */
export function alone(basket: Basket): Basket {
  const { burns: _burns, codes: _codes, certificates: _certificates, ...rest } = basket;
  return rest;
}

/** Whether a price holds only as long as the server answers: what was not reserved may be gone. */
export const needsServer = (basket: Basket): boolean =>
  (basket.codes ?? []).length > 0 ||
  (basket.certificates ?? []).length > 0 ||
  (basket.burns ?? []).some((burn) => !burn.hold);
