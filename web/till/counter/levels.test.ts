import { expect, it } from 'vitest';
import { levelName } from './levels';

const TRACKS = [
  { track: 'status', name: 'Статус', tiers: [{ tier: 'gold', name: 'Золотой' }] },
  { track: 'coffee', name: 'Кофе', tiers: [{ tier: 'gold', name: 'Золотая чашка' }] },
];

it('a level is called as the programme calls it, track by track', () => {
  expect(levelName(TRACKS, 'status', 'gold')).toBe('Золотой');
  expect(levelName(TRACKS, 'coffee', 'gold')).toBe('Золотая чашка');
});

it('a level that left the programme is called by its short name', () => {
  expect(levelName(TRACKS, 'status', 'early-bird')).toBe('Early bird');
  expect(levelName(TRACKS, 'regulars', 'gold')).toBe('Gold');
  expect(levelName(undefined, 'status', 'gold')).toBe('Gold');
});
