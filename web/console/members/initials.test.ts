import { expect, it } from 'vitest';
import { initialsOf } from './initials';

it('takes the first and the last word', () => {
  expect(initialsOf('Hana Aliyev')).toBe('HA');
  expect(initialsOf('анна мария де ла круз')).toBe('АК');
  expect(initialsOf('Cher')).toBe('C');
});

it('finds nothing where there are no letters', () => {
  expect(initialsOf('')).toBe('');
  expect(initialsOf('+994 50 123')).toBe('');
});
