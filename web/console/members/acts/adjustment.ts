import type { Approval } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { typedDecimal } from '@shared/decimal/typed';
import type { Locale } from '@shared/i18n/types';

/** Above the limit of the shop an adjustment waits for a second person: the answer is a request then. */
export function isWaiting(answer: unknown): answer is { approval: Approval } {
  return typeof answer === 'object' && answer !== null && 'approval' in answer;
}

/** What was typed, with the sign of the direction; nothing when it is no amount of the unit. */
export function amountOf(
  text: string,
  direction: 'give' | 'take',
  scale: number,
  locale: Locale,
): string | undefined {
  const amount = typedDecimal(text, scale, locale);
  // The direction is chosen beside it.
  if (!amount || amount.startsWith('-') || isZero(amount)) return undefined;
  return direction === 'take' ? `-${amount}` : amount;
}
