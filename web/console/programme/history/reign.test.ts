import type { Activation } from '@shared/api/types';
import { describe, expect, it } from 'vitest';
import { planOf, standingOf } from '../inForce';
import { reignOf } from './reign';

const activation = (number: number, version: number, active_from: string): Activation => ({
  number,
  version,
  active_from,
  decided_at: active_from,
});
const ALL = [
  activation(1, 1, '2026-01-01T00:00:00Z'),
  activation(2, 3, '2026-06-01T00:00:00Z'),
  // Decided later, for the same moment: counts instead.
  activation(3, 4, '2026-06-01T00:00:00Z'),
  activation(4, 1, '2026-07-01T00:00:00Z'),
  activation(5, 5, '2027-01-01T00:00:00Z'),
];
const NOW = Date.parse('2026-11-28T00:00:00Z');

it('a version counts until the next one begins, and may count again', () => {
  expect(reignOf(1, ALL)).toEqual([
    { from: '2026-01-01T00:00:00Z', until: '2026-06-01T00:00:00Z' },
    { from: '2026-07-01T00:00:00Z', until: '2027-01-01T00:00:00Z' },
  ]);
  expect(reignOf(3, ALL)).toEqual([]);
  expect(reignOf(5, ALL)).toEqual([{ from: '2027-01-01T00:00:00Z', until: undefined }]);
});

it('what has begun last counts, what has not begun is planned', () => {
  const plan = planOf(ALL, NOW);
  expect(plan.current?.version).toBe(1);
  expect(plan.planned.map((one) => one.version)).toEqual([5]);
  expect(planOf([], NOW)).toEqual({ current: undefined, planned: [] });
});

describe('a version stands', () => {
  it.each([
    [1, 'published', 'inForce'],
    [4, 'published', 'past'],
    [5, 'published', 'planned'],
    [6, 'published', 'published'],
    [7, 'draft', 'draft'],
  ] as const)('%i, %s: %s', (number, state, standing) => {
    expect(standingOf({ number, state }, ALL, NOW)).toBe(standing);
  });
});
