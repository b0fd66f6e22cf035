import { expect, it } from 'vitest';
import { plainOf } from '../document/model';
import { categoriesIn, readsOf, sampleOf, tryOf } from './basket';

const root = plainOf(`
programme: {currency: RUB, time_zone: Europe/Moscow}
tiers: {status: {levels: {guest: {}, friend: {}, star: {}}}}
offers:
  a: {percent: 5, on: "line.category in ['tea', 'mugs'] && !line.on_sale"}
  b: {percent: 5, on: line.category == 'beans', if: basket.lines.exists(l, l.category == 'x')}
coupons:
  c: {offer: {amount: 3, on: line.category == 'cake'}}
`);

const reads = readsOf(root, 'en');

it('the sample is about what the programme speaks of', () => {
  expect(categoriesIn(root)).toEqual(['tea', 'mugs', 'beans', 'cake']);
  const sample = sampleOf(root);
  expect(sample.lines.map((line) => [line.category, line.price])).toEqual([
    ['tea', '400'],
    ['mugs', '1200'],
  ]);
  expect(sample.who).toEqual({ is: 'tier', track: 'status', tier: 'friend' });
});

it('an empty document has a sample too', () => {
  expect(sampleOf(undefined).who).toEqual({ is: 'newcomer' });
  expect(tryOf(sampleOf(undefined), 'x', reads)).toBeDefined();
});

it('a trial becomes a question to the server', () => {
  const trial = { ...sampleOf(root), spend: [{ unit: 'points', amount: '50' }], code: ' HELLO ' };
  expect(tryOf(trial, 'doc', reads)).toEqual({
    document: 'doc',
    persona: {
      tiers: [{ track: 'status', tier: 'friend' }],
      balances: [{ unit: 'points', amount: '50' }],
      is_new: false,
    },
    receipt: {
      store: { id: 'main' },
      codes: ['HELLO'],
      burns: [{ unit: 'points', amount: '50' }],
      lines: [
        { sku: 'tea', category: 'tea', quantity: '2', price: '400' },
        { sku: 'mugs', category: 'mugs', quantity: '1', price: '1200' },
      ],
    },
  });
});

it('nothing is asked while something is missing', () => {
  const sample = sampleOf(root);
  expect(tryOf({ ...sample, lines: [] }, 'd', reads)).toBeUndefined();
  const [line] = sample.lines;
  if (line)
    expect(tryOf({ ...sample, lines: [{ ...line, price: '' }] }, 'd', reads)).toBeUndefined();
  expect(tryOf({ ...sample, who: { is: 'member', phone: '' } }, 'd', reads)).toBeUndefined();
});

it('numbers are never taken for a thousand times less', () => {
  const [first] = sampleOf(root).lines;
  const line = first ?? expect.fail('no line');
  const priced = (price: string) => ({ ...sampleOf(root), lines: [{ ...line, price }] });
  expect(tryOf(priced('1 234,50'), 'd', reads)?.receipt.lines[0]?.price).toBe('1234.50');
  expect(tryOf(priced('1,234'), 'd', reads)).toBeUndefined();
  const spends = { ...sampleOf(root), spend: [{ unit: 'points', amount: '1,500' }] };
  expect(tryOf(spends, 'd', reads)).toBeUndefined();
});

it('the moment is one of the shop', () => {
  const asked = tryOf({ ...sampleOf(root), at: '2026-11-28T10:00' }, 'd', reads);
  expect(asked?.receipt.at).toBe('2026-11-28T07:00:00.000Z');
});

it('a stranger is nobody', () => {
  const asked = tryOf({ ...sampleOf(root), who: { is: 'stranger' } }, 'd', reads);
  expect(asked).not.toHaveProperty('persona');
  expect(asked).not.toHaveProperty('member');
});
