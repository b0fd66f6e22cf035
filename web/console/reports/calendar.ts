/** Days as the API writes them, `2026-11-28`, and days and times on the clock of the shop. */
export type DayText = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 3600 * 1000;

const utc = (day: DayText) => Date.parse(`${day}T00:00:00Z`);
const text = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** A real day of the calendar: not the 30th of February. */
export function isDay(value: unknown): value is DayText {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const ms = utc(value);
  return !Number.isNaN(ms) && text(ms) === value;
}

export const addDays = (day: DayText, count: number): DayText => text(utc(day) + count * DAY_MS);

/** How many days from the first to the last, both counted. */
export const daysIn = (from: DayText, until: DayText): number =>
  Math.round((utc(until) - utc(from)) / DAY_MS) + 1;

/** Which day it is at a moment, there. */
export function dayAt(moment: Date, zone: string | undefined): DayText {
  // Swedish dates are written like those of the API.
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    ...(zone ? { timeZone: zone } : {}),
  }).format(moment);
}

/** `2026-11-28T17:05` on the clock there: such texts compare in order of time. */
export function clockText(moment: Date, zone: string | undefined): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(zone ? { timeZone: zone } : {}),
  });
  return format.format(moment).replace(' ', 'T');
}

/** The moment at which a day begins there. */
export const startOf = (day: DayText, zone: string | undefined): string =>
  momentOf(`${day}T00:00`, zone);

/** The moment at which the clock there shows this. */
export function momentOf(clock: string, zone: string | undefined): string {
  const guess = Date.parse(`${clock}Z`);
  // The offset at the guess may be the one before a change of the clocks; the second look corrects it.
  const first = guess - offsetAt(guess, zone);
  return new Date(guess - offsetAt(first, zone)).toISOString();
}

function offsetAt(ms: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    ...(zone ? { timeZone: zone } : {}),
  }).formatToParts(new Date(ms));
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(
    at('year'),
    at('month') - 1,
    at('day'),
    at('hour'),
    at('minute'),
    at('second'),
  );
  return local - ms;
}
