/** Periods of settlement as the API names them: `2026-11-28`, `2026-W48`, `2026-11`, `2026-Q4`, `2026`. */
export type Kind = 'day' | 'week' | 'month' | 'quarter' | 'year';
export const KINDS: readonly Kind[] = ['day', 'week', 'month', 'quarter', 'year'];

export function kindOf(period: string): Kind | undefined {
  if (/^\d{4}$/.test(period)) return 'year';
  if (/^\d{4}-Q[1-4]$/.test(period)) return 'quarter';
  if (/^\d{4}-W\d{2}$/.test(period)) return 'week';
  if (/^\d{4}-\d{2}$/.test(period)) return 'month';
  return /^\d{4}-\d{2}-\d{2}$/.test(period) ? 'day' : undefined;
}

const DAY = 86_400_000;
const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day));
const dayText = (at: Date) => at.toISOString().slice(0, 10);
const two = (value: number) => String(value).padStart(2, '0');

/** The period of a kind in which a day lies. */
export function periodAt(kind: Kind, day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  switch (kind) {
    case 'day':
      return day;
    case 'week':
      return weekAt(at);
    case 'month':
      return `${year}-${two(month + 1)}`;
    case 'quarter':
      return `${year}-Q${Math.floor(month / 3) + 1}`;
    case 'year':
      return String(year);
  }
}

/** ISO weeks belong to the year of their Thursday. */
function weekAt(at: Date): string {
  const weekday = (at.getUTCDay() + 6) % 7;
  const thursday = new Date(+at + (3 - weekday) * DAY);
  const year = thursday.getUTCFullYear();
  const first = utc(year, 0, 1);
  return `${year}-W${two(Math.floor((+thursday - +first) / DAY / 7) + 1)}`;
}

/** The first day of a period. */
export function firstDay(period: string): string {
  const year = Number(period.slice(0, 4));
  switch (kindOf(period)) {
    case 'year':
      return `${period}-01-01`;
    case 'quarter':
      return dayText(utc(year, (Number(period.slice(6)) - 1) * 3, 1));
    case 'month':
      return `${period}-01`;
    case 'week': {
      // The fourth of January always lies in the first week.
      const fourth = utc(year, 0, 4);
      const monday = +fourth - ((fourth.getUTCDay() + 6) % 7) * DAY;
      return dayText(new Date(monday + (Number(period.slice(6)) - 1) * 7 * DAY));
    }
    default:
      return period;
  }
}

/** The period so many further on, or back. */
export function shifted(period: string, by: number): string {
  const kind = kindOf(period) ?? 'month';
  const at = new Date(`${firstDay(period)}T00:00:00Z`);
  const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[kind];
  const days = { day: 1, week: 7, month: 0, quarter: 0, year: 0 }[kind];
  const moved = utc(
    at.getUTCFullYear(),
    at.getUTCMonth() + months * by,
    at.getUTCDate() + days * by,
  );
  return periodAt(kind, dayText(moved));
}

/** What people call a period. */
export function periodName(period: string, locale: string): string {
  const day = new Date(`${firstDay(period)}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  switch (kindOf(period)) {
    case 'month':
      return format({ month: 'long', year: 'numeric' }).format(day);
    case 'day':
      return format({ dateStyle: 'long' }).format(day);
    case 'week':
      return format({ dateStyle: 'medium' }).formatRange(day, new Date(+day + 6 * DAY));
    case 'quarter':
      return format({ month: 'long', year: 'numeric' }).formatRange(
        day,
        utc(day.getUTCFullYear(), day.getUTCMonth() + 2, 1),
      );
    default:
      return period;
  }
}
