/** When value lapses, in the ways in which people think of it. */
export type Expiry =
  | { is: 'never' }
  | { is: 'after' | 'quiet'; count: number; unit: 'days' | 'weeks' | 'months' | 'years' }
  | { is: 'end'; of: (typeof ENDS)[number] };

export const ENDS = [
  'end of month',
  'end of quarter',
  'end of year',
  'end of next month',
  'end of next quarter',
  'end of next year',
] as const;
export const SPANS = ['days', 'weeks', 'months', 'years'] as const;

/** Nothing for a text that is said in another way: `1 year 6 months`. */
export function readExpiry(text: string): Expiry | undefined {
  const clean = text.trim();
  if (clean === 'never') return { is: 'never' };
  const end = ENDS.find((one) => one === clean);
  if (end) return { is: 'end', of: end };
  const found = /^(\d{1,4}) (day|week|month|year)s?( without activity)?$/.exec(clean);
  if (!found) return undefined;
  const unit = SPANS.find((one) => one === `${found[2]}s`) ?? 'days';
  return { is: found[3] ? 'quiet' : 'after', count: Number(found[1]), unit };
}

export function writeExpiry(expiry: Expiry): string {
  if (expiry.is === 'never') return 'never';
  if (expiry.is === 'end') return expiry.of;
  const unit = expiry.count === 1 ? expiry.unit.slice(0, -1) : expiry.unit;
  return `${expiry.count} ${unit}${expiry.is === 'quiet' ? ' without activity' : ''}`;
}
