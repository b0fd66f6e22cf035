/** A moment as `datetime-local` fields have it, in the time zone of the browser. */
export function localText(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export type Step = 'hour' | 'day' | 'week' | 'month' | 'year';

/** The moment one step later; a month after the 31st is the end of the next one. */
export function after(at: Date, step: Step): Date {
  const moved = new Date(at);
  if (step === 'hour') moved.setTime(+at + 3_600_000);
  if (step === 'day') moved.setDate(at.getDate() + 1);
  if (step === 'week') moved.setDate(at.getDate() + 7);
  if (step === 'month') moved.setMonth(at.getMonth() + 1);
  if (step === 'year') moved.setFullYear(at.getFullYear() + 1);
  const isTooFar = (step === 'month' || step === 'year') && moved.getDate() !== at.getDate();
  if (isTooFar) moved.setDate(0);
  return moved;
}
