import { expect, it } from 'vitest';
import { goesOn, isEmptySoFar } from './useOnward';

const list = (rows: number | undefined, pages: number, rest = {}) => ({
  rows: rows === undefined ? undefined : Array.from({ length: rows }),
  data: { pages: Array.from({ length: pages }) },
  hasNextPage: true,
  isFetching: false,
  isPlaceholderData: false,
  ...rest,
});

it('goes on over pages without a row', () => {
  expect(goesOn(list(0, 1))).toBe(true);
  expect(goesOn(list(0, 4))).toBe(true);
});

it('stops at the first row, at the end, and after a few pages', () => {
  expect(goesOn(list(1, 1))).toBe(false);
  expect(goesOn(list(0, 1, { hasNextPage: false }))).toBe(false);
  expect(goesOn(list(0, 5))).toBe(false);
});

it('waits for what is on its way, and for the answer to a new question', () => {
  expect(goesOn(list(0, 1, { isFetching: true }))).toBe(false);
  expect(goesOn(list(0, 1, { isPlaceholderData: true }))).toBe(false);
  expect(goesOn(list(undefined, 0))).toBe(false);
});

it('nothing yet is not nobody', () => {
  expect(isEmptySoFar(list(0, 5))).toBe(true);
  expect(isEmptySoFar(list(0, 5, { hasNextPage: false }))).toBe(false);
});
