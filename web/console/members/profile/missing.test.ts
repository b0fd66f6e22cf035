import { expect, it } from 'vitest';
import { missingOf } from './missing';

it('tells exactly what is missing, and nothing where there is enough', () => {
  expect(missingOf({ have: '0.10', need: '500' })).toBe('499.90');
  expect(missingOf({ have: '500.00', need: '500' })).toBeUndefined();
  expect(missingOf({ have: '501', need: '500' })).toBeUndefined();
});
