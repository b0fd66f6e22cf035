import { useEffect } from 'react';

/** So many pages without a row are passed over by themselves; then whoever looks decides. */
const MOST = 5;

interface List {
  rows: unknown[] | undefined;
  data: { pages: unknown[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isPlaceholderData: boolean;
  fetchNextPage: () => unknown;
}

/** Whether a list that has shown nothing yet should be asked for its next page. */
export const isEmptySoFar = (list: Omit<List, 'fetchNextPage'>): boolean =>
  list.rows?.length === 0 && list.hasNextPage && !list.isPlaceholderData;

export const goesOn = (list: Omit<List, 'fetchNextPage'>): boolean =>
  isEmptySoFar(list) && !list.isFetching && (list.data?.pages.length ?? 0) < MOST;

/** A page may be empty and not be the last one: then the next one is asked for. */
export function useOnward(list: List): void {
  const { fetchNextPage } = list;
  const isWanted = goesOn(list);
  useEffect(() => {
    if (isWanted) void fetchNextPage();
  }, [isWanted, fetchNextPage]);
}
