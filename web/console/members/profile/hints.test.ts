import type { LedgerEntry } from '@shared/api/types';
import { expect, it } from 'vitest';
import { isNews, signed } from './hints';

const entry = (activity: string, rest: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: 'ent_1',
  seq: 1,
  activity,
  at: '2026-11-28T10:00:00Z',
  recorded_at: '2026-11-28T10:00:00Z',
  effects: [],
  postings: [],
  refusals: [],
  hints: [],
  ...rest,
});

it('leaves out time that passed without effect', () => {
  expect(isNews(entry('time_passed'))).toBe(false);
  expect(isNews(entry('time_passed', { effects: [{ index: 1, kind: 'lapsed' }] }))).toBe(true);
  expect(isNews(entry('note'))).toBe(true);
});

it('signs what leaves', () => {
  expect(signed({ kind: 'spent', amount: '100' })).toBe('-100');
  expect(signed({ kind: 'debt_taken_over', amount: '40' })).toBe('-40');
  expect(signed({ kind: 'debt_passed_on', amount: '40' })).toBe('40');
  expect(signed({ kind: 'earned', amount: '100' })).toBe('100');
  expect(signed({ kind: 'adjusted', amount: '-5' })).toBe('-5');
  expect(signed({ kind: 'tier_changed' })).toBeUndefined();
});
