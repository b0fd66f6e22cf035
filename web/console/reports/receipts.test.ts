import { expect, it } from 'vitest';
import { readReceipts } from './routes';

it('reads what narrows the list of receipts', () => {
  expect(readReceipts({ period: '7d', store: 'S1', rule: 'big-basket' })).toEqual({
    period: '7d',
    store: 'S1',
    rule: 'big-basket',
  });
  expect(readReceipts({ store: 12, rule: '' })).toEqual({ store: '12' });
  expect(readReceipts({ rule: ['a'] })).toEqual({});
  expect(readReceipts({ period: 'all', members: true })).toEqual({ period: 'all', members: true });
  expect(readReceipts({ members: 'yes' })).toEqual({});
});
