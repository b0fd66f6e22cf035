import { type PeriodSearch, readLongPeriod } from '../../reports/period';

/** What narrows the record, as it stands in the address. Without a period it is about everything. */
export interface ActivitySearch extends PeriodSearch {
  /** Only acts of this kind. */
  what?: string;
}

export function readActivity(search: Record<string, unknown>): ActivitySearch {
  const { what } = search;
  return {
    ...readLongPeriod(search),
    ...(typeof what === 'string' && what ? { what } : {}),
  };
}
