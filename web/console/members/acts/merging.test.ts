import { expect, it } from 'vitest';
import { obstacleOf, swapped } from './merging';

const anna = { id: 'mbr_a', blocked: false };
const boris = { id: 'mbr_b', blocked: false };

it('two accounts of one person may become one', () => {
  expect(obstacleOf(anna, boris)).toBeUndefined();
});

it('nobody goes into themselves, and nobody goes twice', () => {
  expect(obstacleOf(anna, anna)).toBe('same');
  expect(obstacleOf(anna, { ...boris, merged_into: 'mbr_c' })).toBe('merged');
  expect(obstacleOf({ ...anna, merged_into: 'mbr_c' }, boris)).toBe('merged');
});

it('who is blocked on either side has to be let in again first', () => {
  expect(obstacleOf({ ...anna, blocked: true }, boris)).toBe('blocked');
  expect(obstacleOf(anna, { ...boris, blocked: true })).toBe('blocked');
});

it('swapping changes which one goes on', () => {
  const pair = { goesOn: 'mbr_a', ends: 'mbr_b' };
  expect(swapped(pair)).toEqual({ goesOn: 'mbr_b', ends: 'mbr_a' });
  expect(swapped(swapped(pair))).toEqual(pair);
});
