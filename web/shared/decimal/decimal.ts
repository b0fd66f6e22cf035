/**
 * Sums of exact decimal texts, such as the API tells amounts. Floats would lose cents, so everything is
 * whole numbers of the smallest decimal place.
 */
const DECIMAL = /^-?\d+(\.\d+)?$/;

interface Scaled {
  units: bigint;
  scale: number;
}

function read(text: string): Scaled {
  if (!DECIMAL.test(text)) throw new RangeError(`not a decimal: ${text}`);
  const [whole = '0', part = ''] = text.split('.');
  return { units: BigInt(whole + part), scale: part.length };
}

/** The sum, with as many decimals as the most exact of the parts. */
export function sum(texts: readonly string[]): string {
  const parts = texts.map(read);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  const total = parts.reduce((so, part) => so + part.units * 10n ** BigInt(scale - part.scale), 0n);
  return write({ units: total, scale });
}

function write({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

export const negated = (text: string) => write({ ...read(text), units: -read(text).units });

/** `a - b`, exactly. */
export const difference = (a: string, b: string) => sum([a, negated(b)]);

export const isZero = (text: string) => read(text).units === 0n;
