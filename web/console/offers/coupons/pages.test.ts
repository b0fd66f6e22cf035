import { expect, it } from 'vitest';
import { chunks, PAGES_AT_ONCE, partsOf, perPage } from './pages';

it('every code is printed once, in order', () => {
  const codes = Array.from({ length: 1003 }, (_, at) => at + 1);
  const printed = partsOf(codes.length, 'small').flatMap(({ first, last }) =>
    chunks(codes.slice(first - 1, last), perPage('small')).flat(),
  );
  expect(printed).toEqual(codes);
});

it('a part has no more pages than a printer takes', () => {
  for (const { first, last } of partsOf(10_000, 'medium')) {
    expect(Math.ceil((last - first + 1) / perPage('medium'))).toBeLessThanOrEqual(PAGES_AT_ONCE);
  }
  expect(partsOf(0, 'small')).toEqual([]);
});
