import type { Answer, Input } from '@shared/api/call';
import { type ReadRoute, useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { useTexts } from '../texts/use';

export const Me = createContext('');
export const useMyId = () => useContext(Me);

type OwnRoute = Extract<ReadRoute, `GET /v1/members/{member_id}${string}`>;

/** What the programme does not have, or the server does not tell members, is not there; that is no problem. */
const ABSENT = [403, 404, 405];
const isAbsent = (error: unknown) => error instanceof ApiProblem && ABSENT.includes(error.status);

interface Own<T> {
  data: T | undefined;
  isPending: boolean;
  error: Error | undefined;
  refetch: () => void;
}

export function useIfThere<R extends ReadRoute>(route: R, input: Input<R>): Own<Answer<R>> {
  const { data, error, isPending, refetch } = useRead(route, input);
  const absent = isAbsent(error);
  return {
    data: absent ? undefined : data,
    isPending,
    // Kept answers are shown while there is no network; the shell says how old they are.
    error: absent || data !== undefined || !error ? undefined : error,
    refetch: () => void refetch(),
  };
}

/** Something of the member who is signed in. */
export function useOwn<R extends OwnRoute>(route: R) {
  const path = { member_id: useMyId() };
  return useIfThere(route, { path } as Input<R>);
}

/** The same, with names and sentences in the language that is spoken. */
export function useOwnSpoken<R extends OwnRoute>(route: R) {
  const { locale } = useTexts();
  const path = { member_id: useMyId() };
  return useIfThere(route, { path, query: { locale } } as unknown as Input<R>);
}

/**
 * After a change everything may be different: balance, level, offers. Done when what is shown was read again.
 */
export function useRenew() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries(), [client]);
}
