import { useInfiniteQuery } from '@tanstack/react-query';
import { type Answer, call, type Input } from './call';
import { nameOf, type ReadRoute } from './hooks';

/** Routes whose answer is a page of a longer list. */
type PagedRoute = {
  [R in ReadRoute]: Answer<R> extends { items: unknown[]; next_cursor?: string | null } ? R : never;
}[ReadRoute];
type Row<R extends PagedRoute> = Answer<R> extends { items: (infer T)[] } ? T : never;
interface Told<T> {
  items: T[];
  next_cursor?: string | null;
}

/**
 * How often a list is read again: as long as only its beginning is open. Whoever went on reads what stood there,
 * and every page that is open would be asked for again.
 */
export const whileShort =
  (everyMs: number) =>
  ({ state }: { state: { data?: { pages: unknown[] } | undefined } }) =>
    (state.data?.pages.length ?? 0) > 1 ? false : everyMs;

/** What asks for the page that begins at a cursor: it stands where the rest of the question does. */
export function turned<Asked extends object>(input: Asked, cursor: string): Asked {
  if (!cursor) return input;
  const place = 'body' in input ? 'body' : 'query';
  return { ...input, [place]: { ...(input as Record<string, object>)[place], cursor } };
}

/** A list that grows page by page. A new question starts with the rows of the last one until it is answered. */
export function usePages<R extends PagedRoute>(
  route: R,
  input: Input<R>,
  options: { enabled?: boolean; everyMs?: number } = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [...nameOf(route, input), 'pages'],
    queryFn: ({ pageParam, signal }) => {
      return call(route, turned(input, pageParam), { signal }) as Promise<Told<Row<R>>>;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (last) => last,
    enabled: options.enabled ?? true,
    ...(options.everyMs ? { refetchInterval: whileShort(options.everyMs) } : {}),
  });
  return { ...pages, rows: pages.data?.pages.flatMap((page) => page.items) };
}
