import type { Posting } from '@shared/api/types';
import { expect, it } from 'vitest';
import { netOf } from './net';

const posting = (unit: string, amount: string, from: string, to: string): Posting => ({
  effect: 1,
  unit,
  amount,
  from,
  to,
});

it('earning and spending in one entry are told as one number', () => {
  const postings = [
    posting('points', '442', 'issued', 'spendable'),
    posting('points', '100', 'spendable', 'redeemed'),
    posting('points', '7.5', 'issued', 'pending'),
  ];
  expect(netOf(postings)).toEqual([{ unit: 'points', amount: '349.5' }]);
});

it('what moves between own accounts is no change', () => {
  expect(netOf([posting('points', '40', 'spendable', 'held')])).toEqual([]);
});

it('each unit stands for itself, in the order of the entry', () => {
  const postings = [
    posting('stamps', '2', 'issued', 'spendable'),
    posting('points', '12', 'spendable', 'breakage'),
  ];
  expect(netOf(postings)).toEqual([
    { unit: 'stamps', amount: '2' },
    { unit: 'points', amount: '-12' },
  ]);
});
