import { expect, it } from 'vitest';
import { consentsByChannel, mayWrite } from './consents';

it('puts the purposes of a channel together', () => {
  expect(consentsByChannel(['email/offers', 'sms/points', 'email/points'])).toEqual([
    ['email', ['offers', 'points']],
    ['sms', ['points']],
  ]);
});

it('keeps a channel without purpose, and purposes with a stroke', () => {
  expect(consentsByChannel(['push', 'app/a/b'])).toEqual([
    ['push', []],
    ['app', ['a/b']],
  ]);
});

it('who has only joined, or only shows their name, is not written to', () => {
  expect(mayWrite([])).toBe(false);
  expect(mayWrite(['till/membership', 'app/leaderboard'])).toBe(false);
  expect(mayWrite(['till/membership', 'sms/offers'])).toBe(true);
});
