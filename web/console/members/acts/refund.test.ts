import { expect, it } from 'vitest';
import { refundOf } from './refund';

it('adds up what every term gives back', () => {
  const effects = [
    { kind: 'membership_cancelled', money: '12.50' },
    { kind: 'tier_changed' },
    { kind: 'membership_cancelled', money: '20.00' },
  ];
  expect(Number(refundOf({ effects }))).toBe(32.5);
});

it('is nothing when nothing goes back', () => {
  expect(Number(refundOf({ effects: [{ kind: 'membership_cancelled' }] }))).toBe(0);
});
