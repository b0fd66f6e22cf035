import type { Change } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';

interface Ended {
  effects: readonly Pick<Change['effects'][number], 'kind' | 'money'>[];
}

/** What of the fees goes back, over all the terms that ended. */
export const refundOf = ({ effects }: Ended): string =>
  sum(
    effects.flatMap(({ kind, money }) => (kind === 'membership_cancelled' && money ? [money] : [])),
  );
