import { describe, expect, it } from 'vitest';
import {
  addLine,
  alone,
  basketOf,
  changeQuantity,
  drafted,
  isEmpty,
  isUnclear,
  keepDraft,
  linesOf,
  newSale,
  type Place,
  type Sale,
  setQuantity,
  totalOf,
} from './sale';

const PLACE: Place = { store: 'main', till: 'til_1', cashier: 'stf_1', currency: 'EUR', scale: 2 };
const typed = (price: string, more: Partial<Sale['draft']> = {}): Sale => ({
  ...newSale(1),
  draft: { name: '', quantity: '1', price, ...more },
});

describe('an amount that is being typed', () => {
  it('counts at once', () => {
    expect(totalOf(typed('25'), 2)).toBe('25.00');
    expect(basketOf(typed('25'), PLACE)?.lines).toEqual([
      { id: '1', sku: 'amount', quantity: '1', amount: '25.00' },
    ]);
  });

  it.each(['', '0', 'abc', '1.234'])('is nothing when it is "%s"', (price) => {
    expect(basketOf(typed(price), PLACE)).toBeUndefined();
    expect(totalOf(typed(price), 2)).toBe('0.00');
  });

  it('becomes a line, and leaves room for the next', () => {
    const sale = keepDraft(typed('25', { name: 'Tea', quantity: '2' }), 2);
    expect(sale.lines).toEqual([
      { id: 1, name: 'Tea', sku: 'amount', price: '25.00', quantity: '2' },
    ]);
    expect(sale.draft).toEqual({ name: '', quantity: '1', price: '' });
    expect(totalOf(sale, 2)).toBe('50.00');
  });

  it('that is no amount stays to be put right', () => {
    const sale = typed('1.234');
    expect(keepDraft(sale, 2)).toBe(sale);
  });

  it('that is no amount keeps the sale from being taken for whole', () => {
    expect(isUnclear(typed('1800u'), 2)).toBe(true);
    expect(isUnclear(typed('0'), 2)).toBe(true);
    expect(isUnclear(typed('18', { quantity: 'x' }), 2)).toBe(true);
    expect(isUnclear(typed('18'), 2)).toBe(false);
    expect(isUnclear(typed(''), 2)).toBe(false);
  });

  it('a barcode is the product, words are its name', () => {
    expect(drafted(typed('1', { name: '4006381333931' }).draft, 2)?.sku).toBe('4006381333931');
    expect(drafted(typed('1', { name: 'Green tea' }).draft, 2)?.name).toBe('Green tea');
  });
});

describe('lines', () => {
  const tea = { name: 'Tea', sku: '4006381333931', price: '2.00', quantity: '1' };

  it('the same product again is one more', () => {
    const sale = addLine(addLine(newSale(1), tea), tea);
    expect(sale.lines.map((line) => line.quantity)).toEqual(['2']);
  });

  it('two amounts stay two lines', () => {
    const amount = { ...tea, sku: 'amount' };
    expect(addLine(addLine(newSale(1), amount), amount).lines).toHaveLength(2);
  });

  it('one less of the last one takes the line away', () => {
    const sale = changeQuantity(addLine(newSale(1), tea), 1, '1');
    expect(sale.lines[0]?.quantity).toBe('2');
    const one = changeQuantity(sale, 1, '-1');
    expect(one.lines[0]?.quantity).toBe('1');
    expect(changeQuantity(one, 1, '-1').lines).toEqual([]);
  });

  it('a part of one less than one is nothing', () => {
    const half = setQuantity(addLine(newSale(1), tea), 1, '0.5');
    expect(half.lines[0]?.quantity).toBe('0.5');
    expect(changeQuantity(half, 1, '-1').lines).toEqual([]);
  });

  it('keep round quantities whole', () => {
    expect(setQuantity(addLine(newSale(1), tea), 1, '10').lines[0]?.quantity).toBe('10');
    expect(setQuantity(addLine(newSale(1), tea), 1, '1.50').lines[0]?.quantity).toBe('1.5');
  });

  it('the typed one comes last', () => {
    const sale = { ...addLine(newSale(1), tea), draft: { name: '', quantity: '1', price: '5' } };
    expect(linesOf(sale, 2).map((line) => line.price)).toEqual(['2.00', '5.00']);
    expect(totalOf(sale, 2)).toBe('7.00');
  });
});

describe('who buys', () => {
  const anna = { id: 'mem_1', name: 'Anna', tiers: [], balances: [], blocked: false };
  const reference = { token: 'T1.x.1.y' };
  const sold = typed('25');

  it('goes by our id once it is known', () => {
    const customer = { reference, shown: 'x', state: 'known', member: anna } as const;
    expect(basketOf({ ...sold, customer }, PLACE)?.member).toEqual({ id: 'mem_1' });
  });

  it('goes by what was shown when nobody could be asked', () => {
    const customer = { reference: { phone: '+1' }, shown: 'x', state: 'unmet' } as const;
    expect(basketOf({ ...sold, customer }, PLACE)?.member).toEqual({ phone: '+1' });
  });

  it('is nobody when the server says so', () => {
    const customer = { reference: { phone: '+1' }, shown: 'x', state: 'absent' } as const;
    expect(basketOf({ ...sold, customer }, PLACE)?.member).toBeUndefined();
  });

  it('only a member pays with points', () => {
    expect(basketOf({ ...sold, points: { unit: 'points' } }, PLACE)?.burns).toBeUndefined();
  });
});

it('without the server nothing goes along that only it can give', () => {
  const customer = {
    reference: { phone: '+1' },
    shown: 'x',
    state: 'unmet',
  } as const;
  const sale = {
    ...typed('25'),
    customer,
    points: { unit: 'points' },
    coupons: [{ code: 'SPRING', name: 'spring' }],
    certificates: [{ code: 'GIFT', balance: '10.00' }],
  };
  const basket = basketOf(sale, PLACE);
  expect(basket?.codes).toEqual(['SPRING']);
  expect(basket && alone(basket)).toEqual({
    store: { id: 'main' },
    till: 'til_1',
    cashier: 'stf_1',
    channel: 'till',
    currency: 'EUR',
    member: { phone: '+1' },
    lines: [{ id: '1', sku: 'amount', quantity: '1', amount: '25.00' }],
  });
});

it('a sale is empty until something happens', () => {
  expect(isEmpty(newSale(1))).toBe(true);
  expect(isEmpty(typed('2'))).toBe(false);
});
