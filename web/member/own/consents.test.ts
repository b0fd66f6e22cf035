import { expect, it } from 'vitest';
import { switched } from './consents';

it('a switch changes one thing, and keeps what it does not know', () => {
  const before = ['app/leaderboard', 'email/offers'];
  expect(switched(before, 'sms/points', true)).toEqual([...before, 'sms/points']);
  expect(switched(before, 'email/offers', false)).toEqual(['app/leaderboard']);
});

it('what is said twice counts once', () => {
  expect(switched(['sms/points'], 'sms/points', true)).toEqual(['sms/points']);
});
