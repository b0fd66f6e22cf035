import type { Till } from '@shared/api/types';
import { describe, expect, it } from 'vitest';
import { clockText, momentOf } from '../reports/calendar';
import { LOGO_BYTES, troubleWith } from './branding/logo';
import { later } from './clock/moments';
import { cardOf, isTaken, placesOf } from './stores/places';
import { chosenOf, toggled } from './webhooks/topics';

describe('moving the clock', () => {
  it.each([
    ['month', '2027-01-31T10:15', '2027-02-28T10:15'],
    ['year', '2028-02-29T10:15', '2029-02-28T10:15'],
    ['week', '2027-12-28T23:59', '2028-01-04T23:59'],
    ['day', '2027-02-28T00:00', '2027-03-01T00:00'],
  ] as const)('a %s after %s is %s', (step, from, to) => {
    for (const zone of ['Asia/Baku', 'America/New_York', 'UTC']) {
      const moved = later(new Date(momentOf(from, zone)), step, zone);
      expect(clockText(moved, zone)).toBe(to);
    }
  });

  it('an hour is an hour, a day is the same time of the next', () => {
    // Berlin loses an hour on this day.
    const before = new Date('2027-03-27T11:00:00Z');
    expect(later(before, 'day', 'Europe/Berlin').toISOString()).toBe('2027-03-28T10:00:00.000Z');
    expect(later(before, 'hour', 'Europe/Berlin').toISOString()).toBe('2027-03-27T12:00:00.000Z');
  });
});

it('stores have their tills in use, and a till makes a store known', () => {
  const till = (id: string, store: string, revoked_at: string | null = null): Till => ({
    id,
    store,
    name: id,
    created_at: '',
    revoked_at,
  });
  const places = placesOf(
    [
      { id: 'a', receipts: 1 },
      { id: 'b', receipts: 7 },
    ],
    [till('t1', 'a'), till('t2', 'new'), till('t3', 'gone', '2027-01-01')],
  );
  expect(places.map(({ store, tills }) => [store.id, tills.map(({ id }) => id)])).toEqual([
    ['b', []],
    ['a', ['t1']],
    ['new', ['t2']],
  ]);
});

it('the card of a store is what was typed, and blanks take a text away', () => {
  expect(cardOf(' Main Street ', '')).toEqual({ name: 'Main Street', address: null });
  expect(cardOf('  ', 'Park 1')).toEqual({ name: null, address: 'Park 1' });
});

it('a key that is in the list is not added once more', () => {
  const known = [{ id: 'garden' }];
  expect(isTaken(known, ' garden ')).toBe(true);
  expect(isTaken(known, 'gardens')).toBe(false);
});

it('topics are chosen by noun, and others stay', () => {
  expect(chosenOf([], 'coupon')).toBe('none');
  expect(chosenOf(['coupon.used'], 'coupon')).toBe('some');
  expect(chosenOf(['coupon.granted', 'coupon.used', 'coupon.ended'], 'coupon')).toBe('all');
  expect(toggled(['coupon.used', 'tier.*'], 'coupon')).toEqual(['tier.*', 'coupon.*']);
  expect(toggled(['coupon.*', 'tier.*'], 'coupon')).toEqual(['tier.*']);
});

it('a logo that the server would refuse is refused at once', () => {
  expect(troubleWith({ type: 'image/png', size: LOGO_BYTES })).toBeUndefined();
  expect(troubleWith({ type: 'image/png', size: LOGO_BYTES + 1 })).toBe('size');
  expect(troubleWith({ type: 'image/svg+xml', size: 1 })).toBe('type');
});
