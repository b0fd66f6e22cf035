import type { Balance, Reward } from '@shared/api/types';
import { expect, it } from 'vitest';
import { nearestReward } from './nearest';

const balance = (unit: string, spendable: string): Balance => ({
  unit,
  spendable,
  pending: '0',
  held: '0',
});
const short = { code: 'units.insufficient', message: '', title: '' };
const reward = (key: string, cost: Reward['cost'], more: Partial<Reward> = {}): Reward => ({
  reward: key,
  name: key,
  cost,
  available: false,
  refusal: short,
  currency: 'EUR',
  handover: 'pickup',
  options: [],
  ...more,
});
const points = (amount: string) => [{ unit: 'points', amount }];

it('the one of which most is there is next', () => {
  const rewards = [reward('trip', points('1000')), reward('mug', points('150'))];
  expect(nearestReward(rewards, [balance('points', '120')])).toMatchObject({
    reward: { reward: 'mug' },
    unit: 'points',
    have: 120,
    need: 150,
  });
});

it('what can be had, is gone or is for others is not next', () => {
  const gone = { ...short, code: 'reward.out_of_stock' };
  const rewards = [
    reward('cup', points('10'), { available: true, refusal: null }),
    reward('lamp', points('130'), { refusal: gone }),
    reward('trip', points('1000')),
  ];
  const next = nearestReward(rewards, [balance('points', '120')]);
  expect(next?.reward.reward).toBe('trip');
});

it('with two units in the price, the scarcer one decides', () => {
  const rewards = [reward('class', [...points('100'), { unit: 'stars', amount: '4' }])];
  const next = nearestReward(rewards, [balance('points', '90'), balance('stars', '1')]);
  expect(next).toMatchObject({ unit: 'stars', have: 1, need: 4 });
});

it('a debt is nothing, and not less', () => {
  expect(nearestReward([reward('mug', points('50'))], [balance('points', '-20')])?.have).toBe(0);
  expect(nearestReward([], [])).toBeUndefined();
});
