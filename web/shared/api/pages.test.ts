import { environmentManager, InfiniteQueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newQueryClient } from './hooks';
import { turned, whileShort } from './pages';

beforeEach(() => {
  vi.useFakeTimers();
  environmentManager.setIsServer(() => false);
});
afterEach(() => {
  vi.useRealTimers();
});

it('a list is read again as long as only its first page is open', async () => {
  const asked: number[] = [];
  const observer = new InfiniteQueryObserver(newQueryClient(), {
    queryKey: ['rows'],
    queryFn: async ({ pageParam }) => {
      asked.push(pageParam);
      return pageParam;
    },
    initialPageParam: 0,
    getNextPageParam: (page: number) => page + 1,
    refetchInterval: whileShort(5_000),
    refetchIntervalInBackground: true,
  });
  const stop = observer.subscribe(() => {});
  await vi.advanceTimersByTimeAsync(11_000);
  expect(asked).toEqual([0, 0, 0]);
  await observer.fetchNextPage();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([0, 0, 0, 1]);
  stop();
});

it('the next page is asked for where the question stands', () => {
  expect(turned({ query: { limit: 30 } }, '')).toEqual({ query: { limit: 30 } });
  expect(turned({ path: { id: 'a' } }, 'c1')).toEqual({
    path: { id: 'a' },
    query: { cursor: 'c1' },
  });
  expect(turned({ query: { limit: 30 } }, 'c1')).toEqual({ query: { limit: 30, cursor: 'c1' } });
  expect(turned({ body: { q: 'anna' } }, 'c1')).toEqual({ body: { q: 'anna', cursor: 'c1' } });
});
