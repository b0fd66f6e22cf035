import { describe, expect, it } from 'vitest';
import { ended, endPath, firstEnd } from './ending';
import { readDocument } from './read';

const TEXT = `tessera: 1
offers:
  # For the morning.
  coffee: {percent: 10 %, schedule: {from: 2026-11-01, weekdays: [monday]}}
  tea:
    percent: 5 %   # always
    schedule:
      until: 2027-12-31
coupons:
  leaflet: {amount: 5}
streaks:
  visits: {every: week}
`;
const of = (text: string | undefined) => readDocument(text ?? '');

describe('the last day of an offer', () => {
  it('is added to its schedule, and all else stays as it was written', () => {
    const text = ended(TEXT, { section: 'offers', key: 'coffee' }, '2026-11-28');
    expect(text).toBe(
      TEXT.replace('weekdays: [monday]}', 'weekdays: [monday], until: 2026-11-28}'),
    );
  });

  it('replaces a later one', () => {
    const text = ended(TEXT, { section: 'offers', key: 'tea' }, '2026-11-28');
    expect(text).toBe(TEXT.replace('2027-12-31', '2026-11-28'));
  });

  it('of a coupon stands beside its value', () => {
    const text = ended(TEXT, { section: 'coupons', key: 'leaflet' }, '2026-11-28');
    expect(of(text).coupons).toEqual({ leaflet: { amount: 5, until: '2026-11-28' } });
  });

  it('is made where there was no schedule', () => {
    const plain = 'tessera: 1\nearning:\n  purchases:\n    give: 1\n';
    const text = ended(plain, { section: 'earning', key: 'purchases' }, '2026-11-28');
    expect(of(text).earning).toEqual({
      purchases: { give: 1, schedule: { until: '2026-11-28' } },
    });
  });

  it('is not there for what has no end, and not for what the document does not have', () => {
    expect(endPath({ section: 'streaks', key: 'visits' })).toBeUndefined();
    expect(ended(TEXT, { section: 'streaks', key: 'visits' }, '2026-11-28')).toBeUndefined();
    expect(ended(TEXT, { section: 'offers', key: 'cake' }, '2026-11-28')).toBeUndefined();
  });

  it('is not before the first', () => {
    const item = (from: string) => ({ section: 'offers' as const, node: { schedule: { from } } });
    expect(firstEnd(item('2026-12-24T09:00'), '2026-11-28')).toBe('2026-12-24');
    expect(firstEnd(item('2026-11-01'), '2026-11-28')).toBe('2026-11-28');
    expect(firstEnd({ section: 'offers', node: {} }, '2026-11-28')).toBe('2026-11-28');
  });
});
