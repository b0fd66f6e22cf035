import { expect, it } from 'vitest';
import { readActivity } from './narrowed';

it('an address tells a kind and a period', () => {
  const what = 'balance_corrected';
  expect(readActivity({ what, period: '30d' })).toEqual({ what, period: '30d' });
  expect(readActivity({ what, period: 'all' })).toEqual({ what, period: 'all' });
  const days = { period: 'own', from: '2026-11-01', until: '2026-11-30' };
  expect(readActivity(days)).toEqual(days);
});

it('what is neither narrows nothing', () => {
  expect(readActivity({})).toEqual({});
  expect(readActivity({ what: 7, period: 'soon', from: '2026-11-01' })).toEqual({});
});
