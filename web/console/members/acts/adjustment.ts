import type { Approval } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';

/** Above the limit of the shop an adjustment waits for a second person: the answer is a request then. */
export function isWaiting(answer: unknown): answer is { approval: Approval } {
  return typeof answer === 'object' && answer !== null && 'approval' in answer;
}

/** What was typed as an exact decimal with its sign; nothing when it is no amount of the unit. */
export function amountOf(
  text: string,
  direction: 'give' | 'take',
  scale: number,
): string | undefined {
  // People group digits by spaces and write commas or points before decimals.
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  const found = /^(\d{1,15})(?:\.(\d+))?$/.exec(plain);
  if (!found || (found[2]?.length ?? 0) > scale || isZero(plain)) return undefined;
  return direction === 'take' ? `-${plain}` : plain;
}
