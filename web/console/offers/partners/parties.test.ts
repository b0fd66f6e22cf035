import { describe, expect, it } from 'vitest';
import { disputable, namesOf } from './parties';

const row = (party: string) => ({ party, ground: 'issuing' as const, amount: '1.00' });

describe('a dispute', () => {
  it('of a partner is about themselves, and needs no numbers', () => {
    const partner = { key: 'bakery', name: 'Bakery' };
    expect(disputable({ rows: [] }, partner, [])).toEqual(['bakery']);
    expect(disputable({ rows: [row('bakery'), row('shop')] }, partner, [])).toEqual(['bakery']);
  });

  it('of the shop is about anybody, those with numbers first', () => {
    const told = { rows: [row('forest'), row('bakery'), row('forest')] };
    expect(disputable(told, undefined, ['bakery', 'anna'])).toEqual(['forest', 'bakery', 'anna']);
    expect(disputable({ rows: [] }, null, ['bakery'])).toEqual(['bakery']);
  });
});

it('names what somebody is told later over what was known', () => {
  const names = namesOf([{ key: 'a', name: 'a' }], undefined, [
    { key: 'a', name: 'Anna' },
    { key: 'b', name: 'Bakery' },
  ]);
  expect([...names]).toEqual([
    ['a', 'Anna'],
    ['b', 'Bakery'],
  ]);
});
