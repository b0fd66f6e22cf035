import type { DayRow } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';
import { addDays, type DayText, daysIn } from './calendar';

/** What a bar of a chart stands for. */
export interface Bucket {
  from: DayText;
  until: DayText;
  days: DayRow[];
}

export type Step = 'day' | 'week' | 'month';

/** So wide that bars can be told apart. */
export function stepOf(from: DayText, until: DayText): Step {
  const days = daysIn(from, until);
  if (days <= 45) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** The whole period in steps, quiet days included; weeks begin on Monday. */
export function bucketsOf(
  rows: readonly DayRow[],
  from: DayText,
  until: DayText,
  step = stepOf(from, until),
): Bucket[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const buckets: Bucket[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const last = buckets.at(-1);
    const row = byDay.get(day);
    if (last && !begins(day, step)) {
      last.until = day;
      if (row) last.days.push(row);
    } else buckets.push({ from: day, until: day, days: row ? [row] : [] });
  }
  return buckets;
}

function begins(day: DayText, step: Step): boolean {
  if (step === 'day') return true;
  if (step === 'month') return day.endsWith('-01');
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}

/** What is added up of a day: an exact decimal. */
export type Measure = (row: DayRow) => string | number;

export const totalOf = (bucket: Bucket, measure: Measure) =>
  sum(bucket.days.map((row) => String(measure(row))));

/** The next round number, so that the axis ends on one. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => lead <= one + 1e-9) ?? 10;
  return step * power;
}
