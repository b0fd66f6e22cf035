import { expect, it } from 'vitest';
import { askedOf, heldOf, isMeant, readMembers, without } from './narrowed';

it('reads what narrows the list', () => {
  const search = { blocked: true, track: 'status', tier: 'gold', expiring: 'points' };
  expect(readMembers(search)).toEqual(search);
  expect(readMembers({})).toEqual({});
});

it('what somebody is called or reached by is not read from an address', () => {
  expect(readMembers({ q: '+994501234567', phone: '+994501234567', blocked: true })).toEqual({
    blocked: true,
  });
});

it('words that look like numbers stay words', () => {
  expect(readMembers({ track: 'status', tier: 1 })).toEqual({
    track: 'status',
    tier: '1',
  });
});

it('half of a tier, and what is not known, narrows nothing', () => {
  expect(readMembers({ tier: 'gold' })).toEqual({});
  expect(readMembers({ track: 'status' })).toEqual({});
  expect(readMembers({ blocked: 'yes', expiring: { unit: 'points' } })).toEqual({});
});

it('takes one thing off and leaves the others', () => {
  const search = readMembers({ blocked: true, track: 'status', tier: 'gold' });
  expect(without(search, 'track', 'tier')).toEqual({ blocked: true });
  expect(without(search, 'expiring')).toEqual(search);
});

const days = { joinedFrom: '2026-11-01', joinedUntil: '2026-11-28' };

it('reads between which days somebody joined, both or none', () => {
  expect(readMembers({ ...days, holding: 'points' })).toEqual({ ...days, holding: 'points' });
  expect(readMembers({ joinedFrom: '2026-11-01' })).toEqual({});
  expect(readMembers({ joinedFrom: '2026-11-28', joinedUntil: '2026-11-01' })).toEqual({});
  expect(readMembers({ joinedFrom: '2026-02-30', joinedUntil: '2026-11-01' })).toEqual({});
});

it('asks the API only what it knows', () => {
  expect(askedOf({ blocked: true, holding: 'points', ...days })).toEqual({
    blocked: true,
  });
});

const joined = (at?: string) => ({ balances: [], ...(at ? { enrolled_at: at } : {}) });

it('the days of joining are those of the shop, both counted', () => {
  const isIn = (at?: string) => isMeant(joined(at), days, 'Europe/Moscow');
  expect(isIn('2026-10-31T21:00:00Z')).toBe(true);
  expect(isIn('2026-10-31T20:59:00Z')).toBe(false);
  expect(isIn('2026-11-28T20:59:00Z')).toBe(true);
  expect(isIn('2026-11-28T21:00:00Z')).toBe(false);
  expect(isIn()).toBe(false);
  expect(isMeant(joined(), {}, undefined)).toBe(true);
});

it('what somebody has of a unit counts whether it can be spent or not', () => {
  const balance = (spendable: string, pending: string) => ({
    balances: [{ unit: 'points', spendable, pending, held: '0' }],
  });
  const has = (row: ReturnType<typeof balance>) => isMeant(row, { holding: 'points' }, undefined);
  expect(heldOf(balance('7', '5'), 'points')).toBe('12');
  expect(has(balance('0', '5'))).toBe(true);
  expect(has(balance('0', '0'))).toBe(false);
  expect(isMeant({ balances: [] }, { holding: 'points' }, undefined)).toBe(false);
});
