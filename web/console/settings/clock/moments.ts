import { clockText, momentOf } from '../../reports/calendar';

export type Step = 'hour' | 'day' | 'week' | 'month' | 'year';

/** One step later on the clock of the shop; a month after the 31st is the end of the next one. */
export function later(at: Date, step: Step, zone: string | undefined): Date {
  if (step === 'hour') return new Date(+at + 3_600_000);
  const clock = new Date(`${clockText(at, zone)}Z`);
  const day = clock.getUTCDate();
  if (step === 'day') clock.setUTCDate(day + 1);
  if (step === 'week') clock.setUTCDate(day + 7);
  if (step === 'month') clock.setUTCMonth(clock.getUTCMonth() + 1);
  if (step === 'year') clock.setUTCFullYear(clock.getUTCFullYear() + 1);
  const isTooFar = (step === 'month' || step === 'year') && clock.getUTCDate() !== day;
  if (isTooFar) clock.setUTCDate(0);
  return new Date(momentOf(clock.toISOString().slice(0, 16), zone));
}
