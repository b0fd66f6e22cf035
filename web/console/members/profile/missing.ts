import { difference, isZero } from '@shared/decimal/decimal';

/** How much more it takes; nothing where there is enough, which is judged with the next entry. */
export function missingOf({ have, need }: { have: string; need: string }): string | undefined {
  const missing = difference(need, have);
  return isZero(missing) || missing.startsWith('-') ? undefined : missing;
}
