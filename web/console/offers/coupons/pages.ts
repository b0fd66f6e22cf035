/** How many labels of a size go on an A4 page. */
export const SIZES = {
  small: { columns: 3, rows: 8 },
  medium: { columns: 2, rows: 5 },
  large: { columns: 1, rows: 3 },
} as const;
export type Size = keyof typeof SIZES;

/** More pages than these at a time make browsers slow and printers jam. */
export const PAGES_AT_ONCE = 20;

export const perPage = (size: Size) => SIZES[size].columns * SIZES[size].rows;

export function chunks<T>(all: readonly T[], length: number): T[][] {
  const found: T[][] = [];
  for (let at = 0; at < all.length; at += length) found.push(all.slice(at, at + length));
  return found;
}

/** Parts that are printed one after the other: the numbers of their first and last code, from 1. */
export function partsOf(count: number, size: Size): { first: number; last: number }[] {
  const length = perPage(size) * PAGES_AT_ONCE;
  return Array.from({ length: Math.ceil(count / length) }, (_, at) => ({
    first: at * length + 1,
    last: Math.min((at + 1) * length, count),
  }));
}
