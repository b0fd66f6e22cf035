import type { MembersSearch } from '../members/search/narrowed';
import type { ActivitySearch } from '../screens/activity/narrowed';
import type { DayColumn, DaysSearch, UnitColumn } from './columns';
import type { PeriodSearch, Span } from './period';
import type { ReceiptsSearch } from './routes';

/** Where the rows of a figure are. */
export type Rows =
  | { to: '/reports/days'; search: DaysSearch }
  | { to: '/reports/receipts'; search: ReceiptsSearch }
  | { to: '/reports/certificates'; search: PeriodSearch }
  | { to: '/settings/activity'; search: ActivitySearch }
  | { to: '/members'; search: MembersSearch }
  | { to: '/offers'; search: Record<string, never> };

/** What the figures are about, and who looks at them. */
export interface Looked {
  search: PeriodSearch;
  span: Span;
  /** Lists with names are not for everybody: the days are. */
  seesMembers: boolean;
  /** So is the record of what was done. */
  seesActs: boolean;
}

/** For figures since the beginning. */
export const SINCE_START: PeriodSearch = { period: 'all' };

export const FIGURES = [
  'members',
  'joined',
  'active',
  'turnover',
  'receipts',
  'averageMember',
  'frequency',
  'discount',
  'returns',
  'redemption',
  'certificates',
] as const;
export type FigureName = (typeof FIGURES)[number];

/** The column that a figure is made of, for those who see no names and where there is nothing but days. */
const COLUMNS: Record<Exclude<FigureName, 'certificates'>, DayColumn> = {
  members: 'joined',
  joined: 'joined',
  active: 'active',
  turnover: 'total',
  receipts: 'receipts',
  averageMember: 'member_total',
  frequency: 'active',
  discount: 'discount',
  returns: 'returns',
  redemption: 'spent',
};

/** The rows that a figure counts, or the days that it adds up. */
export function rowsOf(
  figure: FigureName,
  { search, span, seesMembers }: Omit<Looked, 'seesActs'>,
): Rows {
  if (figure === 'certificates') {
    // Who may not see whose they are is led to the kinds that are sold.
    return seesMembers ? { to: '/reports/certificates', search } : { to: '/offers', search: {} };
  }
  if (seesMembers) {
    switch (figure) {
      case 'members':
        return { to: '/members', search: {} };
      case 'joined':
        return { to: '/members', search: { joinedFrom: span.from, joinedUntil: span.until } };
      case 'receipts':
        return { to: '/reports/receipts', search };
      case 'active':
      case 'averageMember':
      case 'frequency':
        return { to: '/reports/receipts', search: { ...search, members: true } };
    }
  }
  // How many there are is how many joined since the beginning.
  const period = figure === 'members' ? SINCE_START : search;
  return { to: '/reports/days', search: { ...period, column: COLUMNS[figure] } };
}

export type UnitFigure = UnitColumn | 'adjusted' | 'outstanding';

/** The word of the record for a correction. */
const CORRECTED = 'balance_corrected';

/** The days on which a unit moved, the members who have it, and the acts that corrected it. */
export function unitRowsOf(
  figure: UnitFigure,
  unit: string,
  { search, seesMembers, seesActs }: Omit<Looked, 'span'>,
): Rows {
  const days = (column: UnitColumn): Rows => ({
    to: '/reports/days',
    search: { ...search, unit, column },
  });
  if (figure !== 'adjusted' && figure !== 'outstanding') return days(figure);
  if (figure === 'adjusted' && seesActs) {
    return { to: '/settings/activity', search: { ...search, what: CORRECTED } };
  }
  // No report tells corrections by day: they also stand in the history of those who have the unit.
  return seesMembers ? { to: '/members', search: { holding: unit } } : days('issued');
}
