import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';

export const DAYS = 30;

const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);

/** The last thirty days, as the reports ask for them; `until` is the first day after. */
export function lastDays(now: Date) {
  const day = 86_400_000;
  return { from: dayOf(new Date(+now - (DAYS - 1) * day)), until: dayOf(new Date(+now + day)) };
}

/** How often each rule acted lately, and what it cost; nothing for those who may not see figures. */
export function useFigures() {
  const { data: session } = useSession();
  const query = useMemo(() => lastDays(new Date()), []);
  const figures = useRead(
    'GET /v1/reports/rules',
    { query },
    { enabled: may(session, 'reports.see') },
  );
  return useMemo(() => {
    const rows = figures.data?.items ?? [];
    return {
      currency: figures.data?.currency,
      isKnown: figures.data !== undefined,
      of: (rule: string) => rows.find((row) => row.rule === rule),
    };
  }, [figures.data]);
}

export type Figures = ReturnType<typeof useFigures>;
