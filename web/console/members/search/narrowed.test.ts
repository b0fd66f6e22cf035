import { expect, it } from 'vitest';
import { readMembers, without } from './narrowed';

it('reads what narrows the list', () => {
  const search = { q: 'ann', blocked: true, track: 'status', tier: 'gold', expiring: 'points' };
  expect(readMembers(search)).toEqual(search);
  expect(readMembers({})).toEqual({});
});

it('words that look like numbers stay words', () => {
  expect(readMembers({ q: 4501, track: 'status', tier: 1 })).toEqual({
    q: '4501',
    track: 'status',
    tier: '1',
  });
});

it('half of a tier, and what is not known, narrows nothing', () => {
  expect(readMembers({ tier: 'gold' })).toEqual({});
  expect(readMembers({ track: 'status' })).toEqual({});
  expect(readMembers({ q: '', blocked: 'yes', expiring: { unit: 'points' } })).toEqual({});
});

it('takes one thing off and leaves the others', () => {
  const search = readMembers({ q: 'ann', track: 'status', tier: 'gold' });
  expect(without(search, 'track', 'tier')).toEqual({ q: 'ann' });
  expect(without(search, 'blocked')).toEqual(search);
});
