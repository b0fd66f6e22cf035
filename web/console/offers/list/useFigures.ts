import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';
import { spanOf } from '../../reports/period';
import { useToday } from '../../reports/useToday';
import type { Item } from '../document/items';
import { figuresOf } from './figures';

/** What each item did in the last thirty days; nothing for those who may not see figures. */
export function useFigures(items: Item[]) {
  const { data: session } = useSession();
  const query = { ...spanOf({}, useToday()) };
  const figures = useRead(
    'GET /v1/reports/rules',
    { query },
    { enabled: may(session, 'reports.see') },
  );
  return useMemo(
    () => ({ currency: figures.data?.currency, of: figuresOf(figures.data?.items ?? [], items) }),
    [figures.data, items],
  );
}

export type Figures = ReturnType<typeof useFigures>;
