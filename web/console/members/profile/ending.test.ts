import type { Effect, LedgerEntry } from '@shared/api/types';
import { expect, it } from 'vitest';
import { endingOf, lastOf, takenAlong } from './ending';

const entry = (activity: string, effects: Effect[] = []): LedgerEntry => ({
  id: `ent_${activity}`,
  seq: 1,
  activity,
  at: '2026-11-28T10:00:00Z',
  recorded_at: '2026-11-28T10:00:00Z',
  effects,
  postings: [],
  refusals: [],
  hints: [],
});

it('tells how an account ended', () => {
  const phone = { kind: 'phone' as const, value: '+4915112345678' };
  expect(endingOf({ blocked: false, merged_into: 'mem_2' })).toBe('merged');
  expect(endingOf({ blocked: true, name: 'Mira' })).toBe('closed');
  expect(endingOf({ blocked: true, contact: { email: null } })).toBe('erased');
  expect(endingOf({ blocked: true, identities: [phone] })).toBeUndefined();
  expect(endingOf({ blocked: true, external_id: '17' })).toBeUndefined();
  expect(endingOf({ blocked: false })).toBeUndefined();
});

it('finds the entry with which it ended, and what that took along', () => {
  const merged = entry('merge', [
    { index: 1, kind: 'merged' },
    { index: 2, kind: 'transferred_out', unit: 'points', amount: '50' },
  ]);
  const entries = [entry('pass_on'), merged, entry('purchase')];
  expect(lastOf(entries, 'merged')).toBe(merged);
  expect(takenAlong(lastOf(entries, 'merged'))).toEqual([{ unit: 'points', amount: '50' }]);
  expect(takenAlong(lastOf(entries, 'erased'))).toEqual([]);
});
