/** A share or an average for people to look at: never booked, so a float will do. Nothing by zero. */
export function quotient(part: string | number, whole: string | number): number | undefined {
  const divisor = Number(whole);
  return divisor === 0 ? undefined : Number(part) / divisor;
}
