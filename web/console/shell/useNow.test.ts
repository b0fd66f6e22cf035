import { expect, it } from 'vitest';
import { shopNow } from './useNow';

const machine = Date.parse('2026-11-28T12:00:00Z');

it('goes by the machine where the server tells no clock', () => {
  expect(shopNow(undefined, machine).toISOString()).toBe('2026-11-28T12:00:00.000Z');
});

it('goes on from the clock of the shop as long as the answer is kept', () => {
  const told = { now: '2027-03-01T08:00:00Z', readAt: machine - 90_000 };
  expect(shopNow(told, machine).toISOString()).toBe('2027-03-01T08:01:30.000Z');
});
