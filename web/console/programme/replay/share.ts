/** A share for people to look at, from hundredths of a per cent. */
export const shareOf = (bps: number) => bps / 10_000;

export interface Part {
  key: 'winners' | 'unchanged' | 'losers';
  count: number;
  /** Of the whole, 0 to 1. */
  share: number;
}

/** Who wins, who loses, whom nothing changes for; nobody at all has no shares. */
export function partsOf(result: { winners: number; losers: number; unchanged: number }): Part[] {
  const all = result.winners + result.losers + result.unchanged;
  return (['winners', 'unchanged', 'losers'] as const).map((key) => ({
    key,
    count: result[key],
    share: all === 0 ? 0 : result[key] / all,
  }));
}

/** After less before, of exact decimal texts with the same number of places. */
export function differenceOf(before: string, after: string): string {
  const places = Math.max(...[before, after].map((text) => text.split('.')[1]?.length ?? 0));
  const whole = (text: string) => {
    const [units = '0', rest = ''] = text.split('.');
    return BigInt(units + rest.padEnd(places, '0'));
  };
  const difference = whole(after) - whole(before);
  const digits = (difference < 0n ? -difference : difference).toString().padStart(places + 1, '0');
  const cut = digits.length - places;
  const text = places > 0 ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return difference < 0n ? `-${text}` : text;
}

export const signOf = (difference: string): -1 | 0 | 1 =>
  /^-?0+(\.0+)?$/.test(difference) ? 0 : difference.startsWith('-') ? -1 : 1;
