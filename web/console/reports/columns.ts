import type { DayRow } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { type Bucket, type Step, totalOf } from './buckets';
import { type PeriodSearch, readLongPeriod } from './period';

/** What the table by day tells of every day. */
export const PLAIN_COLUMNS = [
  'receipts',
  'total',
  'member_total',
  'discount',
  'returns',
  'joined',
  'active',
] as const;
/** And of the unit that it is about. */
export const UNIT_COLUMNS = ['issued', 'spent', 'expired'] as const;

export type UnitColumn = (typeof UNIT_COLUMNS)[number];
export type DayColumn = (typeof PLAIN_COLUMNS)[number] | UnitColumn;

/** The table by day, as it stands in the address. */
export interface DaysSearch extends PeriodSearch {
  /** What the figure that led here is made of. */
  column?: DayColumn;
  unit?: string;
}

export const isOfUnit = (column: DayColumn): column is UnitColumn =>
  (UNIT_COLUMNS as readonly string[]).includes(column);

const isColumn = (value: unknown): value is DayColumn =>
  [...PLAIN_COLUMNS, ...UNIT_COLUMNS].includes(value as DayColumn);

export function readDays(search: Record<string, unknown>): DaysSearch {
  const { column, unit } = search;
  // The router reads numbers as numbers: a unit may be called `1`.
  const key = typeof unit === 'string' || typeof unit === 'number' ? String(unit) : '';
  return {
    ...readLongPeriod(search),
    ...(isColumn(column) ? { column } : {}),
    ...(key ? { unit: key } : {}),
  };
}

/** The one that is sought stands first, where a narrow screen shows it, too. */
export function columnsOf(hasUnit: boolean, sought?: DayColumn): DayColumn[] {
  const all: DayColumn[] = [...PLAIN_COLUMNS, ...(hasUnit ? UNIT_COLUMNS : [])];
  const isHere = sought !== undefined && all.includes(sought);
  return isHere ? [sought, ...all.filter((column) => column !== sought)] : all;
}

/** What a day says in a column: an exact decimal. */
export const cellOf =
  (column: DayColumn, unit: string | undefined) =>
  (row: DayRow): string =>
    isOfUnit(column)
      ? (row.units.find((one) => one.unit === unit)?.[column] ?? '0')
      : String(row[column]);

/** The sum of a line. Whoever came on several days is active once: those are told of single days only. */
export function toldOf(
  line: Bucket,
  column: DayColumn,
  unit: string | undefined,
): string | undefined {
  if (column === 'active' && line.from !== line.until) return undefined;
  return totalOf(line, cellOf(column, unit));
}

const isQuiet = (row: DayRow) =>
  [row.receipts, row.joined, row.active, row.returns].every((count) => count === 0) &&
  row.units.every((one) => UNIT_COLUMNS.every((column) => isZero(one[column])));

/** Everything since the first day on which something happened. */
export function sinceFirst(rows: readonly DayRow[]): DayRow[] {
  const first = rows.findIndex((row) => !isQuiet(row));
  return first < 0 ? [] : rows.slice(first);
}

/** More days than of a year are told by month. */
const MOST_LINES = 366;

export const stepOfTable = (days: number): Step => (days > MOST_LINES ? 'month' : 'day');
