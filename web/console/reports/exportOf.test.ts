import { expect, it } from 'vitest';
import { exportOf } from './exportOf';

it('a file has the rows of the list that it stands above', () => {
  const span = { from: '2026-11-01', until: '2026-11-28' };
  expect(exportOf('receipts', 'csv', { span, query: { store: 'main street' } })).toBe(
    '/v1/reports/receipts/export?format=csv&from=2026-11-01&until=2026-11-28&store=main+street',
  );
  expect(exportOf('receipts', 'xlsx', { query: { rule: 'a&b', returned: true } })).toBe(
    '/v1/reports/receipts/export?format=xlsx&rule=a%26b&returned=true',
  );
  expect(exportOf('tiers', 'csv', {})).toBe('/v1/reports/tiers/export?format=csv');
});
