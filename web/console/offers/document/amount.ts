import { isNode } from './text';

/** A number that a rule gives: always the same, up to so much, or worked out. */
export type Amount = { kind: 'flat' | 'upTo'; text: string } | { kind: 'formula' };

/** `5 %`, `5%` and `5` are the same share: without its sign. */
const bare = (value: unknown) => String(value).replace(/\s*%$/, '').trim();

/** Reads a value that may depend on the tier, on steps or on a formula. */
export function amountOf(value: unknown): Amount | undefined {
  if (typeof value === 'number' || typeof value === 'string') {
    return { kind: 'flat', text: bare(value) };
  }
  if (!isNode(value)) return undefined;
  if ('formula' in value) return { kind: 'formula' };
  const parts = [value.by_tier, value.steps].find(isNode);
  if (!parts) return undefined;
  const numbers = Object.values(parts).map(bare);
  const most = numbers.reduce((a, b) => (Number(b) > Number(a) ? b : a), numbers[0] ?? '0');
  return { kind: 'upTo', text: most };
}
