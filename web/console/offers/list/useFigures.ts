import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';
import { spanOf } from '../../reports/period';
import { useToday } from '../../reports/useToday';
import type { Item } from '../document/items';
import { claimsOf, figuresOf } from './figures';

/** What each item did in the last thirty days; nothing for those who may not see figures. */
export function useFigures(items: Item[]) {
  const { data: session } = useSession();
  const query = { ...spanOf({}, useToday()) };
  const enabled = may(session, 'reports.see');
  const figures = useRead('GET /v1/reports/rules', { query }, { enabled });
  const rewards = useRead('GET /v1/reports/rewards', { query }, { enabled });
  return useMemo(
    () => ({
      currency: figures.data?.currency,
      of: figuresOf(figures.data?.items ?? [], items),
      claimsOf: claimsOf(rewards.data?.items ?? []),
    }),
    [figures.data, rewards.data, items],
  );
}

export type Figures = ReturnType<typeof useFigures>;
