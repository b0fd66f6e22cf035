import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Answer, call, type Input, type Route } from './call';
import { Operation } from './operation';
import { ApiProblem } from './problem';

/** Asked with a body: what people are searched by does not stand in an address. */
type Question = Extract<Route, 'POST /v1/members/search'>;
export type ReadRoute = Extract<Route, `GET ${string}`> | Question;
export type ChangeRoute = Exclude<Route, ReadRoute>;

/** Only what may go better the next time is read again by itself. */
const again = (failures: number, error: Error) =>
  failures < 2 && error instanceof ApiProblem && error.isOutcomeUnknown;

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: again, staleTime: 15_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });

/** Under which name an answer is kept. */
export const nameOf = <R extends ReadRoute>(route: R, input?: Input<R>) =>
  input ? ([route, input] as const) : ([route] as const);

export interface ReadOptions {
  enabled?: boolean;
  /** Reads again after so many milliseconds, while the page is looked at. */
  everyMs?: number | undefined;
  /** Shows the answer to the last question until the one to the new question is there. */
  keepsLast?: boolean;
  /** Asks again whenever a screen opens, however new the kept answer is. */
  isAsked?: boolean;
}

/** Reads, keeps the answer, and shows the kept one first. */
export function useRead<R extends ReadRoute>(
  route: R,
  input: Input<R>,
  { enabled = true, everyMs, keepsLast = false, isAsked = false }: ReadOptions = {},
) {
  return useQuery<Answer<R>, Error>({
    queryKey: nameOf(route, input),
    queryFn: ({ signal }) => call(route, input, { signal }),
    enabled,
    ...(everyMs ? { refetchInterval: everyMs } : {}),
    ...(keepsLast ? { placeholderData: keepPreviousData as never } : {}),
    ...(isAsked ? { refetchOnMount: 'always' as const } : {}),
  });
}

/** Changes something, once: see `Operation` for what happens when the answer is lost. */
export function useChange<R extends ChangeRoute>(route: R) {
  const operation = useRef<Operation>(undefined);
  operation.current ??= new Operation();
  const { current } = operation;
  return useMutation<Answer<R>, Error, Input<R>>({
    mutationFn: async (input) => {
      const key = current.begin(input);
      try {
        const answer = await call(route, input, { key });
        current.settle();
        return answer;
      } catch (error) {
        if (!(error instanceof ApiProblem && error.isOutcomeUnknown)) current.settle();
        throw error;
      }
    },
  });
}
