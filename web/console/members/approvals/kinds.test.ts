import { expect, it } from 'vitest';
import { neededFor } from './kinds';

it('whoever may correct balances decides about corrections and merging, who may publish about versions', () => {
  expect(neededFor({ kind: 'adjustment' })).toBe('members.adjust');
  expect(neededFor({ kind: 'merge' })).toBe('members.adjust');
  expect(neededFor({ kind: 'publish' })).toBe('programme.publish');
});
