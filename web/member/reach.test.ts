import { expect, it } from 'vitest';
import { reachOf } from './reach';

it.each([
  ['+994 50 123-45-67', '+994501234567'],
  ['00994 (50) 1234567', '+994501234567'],
  ['+62 812 3456 7890', '+6281234567890'],
])('the phone %s is %s', (typed, value) => {
  expect(reachOf('phone', typed)).toEqual({ kind: 'phone', value });
});

it('spaces and capitals of a mail address do not count', () => {
  expect(reachOf('email', ' Anna@Example.ORG ')).toEqual({
    kind: 'email',
    value: 'anna@example.org',
  });
});
