import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../api/call';
import { nameOf } from '../api/hooks';
import type { Permission } from '../api/people';
import { ApiProblem } from '../api/problem';
import type { Session } from '../api/types';
import { wire } from '../api/wire';

const NAME = nameOf('GET /v1/session');
const DEVICE = nameOf('GET /v1/till');

/** What does not depend on who is signed in. */
const STAYS: readonly string[] = [NAME[0], DEVICE[0]];

/** Nobody is an answer too, and not a failure. */
async function whoAmI(): Promise<Session | null> {
  try {
    const session = await call('GET /v1/session', {});
    wire.formToken = session.form_token;
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      wire.formToken = undefined;
      return null;
    }
    throw error;
  }
}

/** Lets requests renew the form token and say that the session is over. */
export function connect(client: QueryClient): void {
  wire.renewFormToken = async () => {
    await client.fetchQuery({ queryKey: NAME, queryFn: whoAmI, staleTime: 0 });
  };
  wire.onSessionEnded = () => {
    wire.formToken = undefined;
    client.setQueryData(NAME, null);
    // A till that was taken out of use ends the session too: the device looks at itself again.
    void client.invalidateQueries({ queryKey: DEVICE });
  };
}

export const useSession = () => useQuery({ queryKey: NAME, queryFn: whoAmI, staleTime: 60_000 });

/** Takes over a session after signing in, or none after signing out; nothing of the one before stays. */
export function useTakeSession() {
  const client = useQueryClient();
  return useCallback(
    (session: Session | null) => {
      wire.formToken = session?.form_token;
      client.removeQueries({ predicate: (query) => !STAYS.includes(String(query.queryKey[0])) });
      client.setQueryData(NAME, session);
    },
    [client],
  );
}

/** Signs out. Who is signed out already wanted just that. */
export function useSignOut() {
  const take = useTakeSession();
  return useCallback(async () => {
    try {
      await call('POST /v1/sign-out', {});
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) throw error;
    }
    take(null);
  }, [take]);
}

export const may = (session: Session | null | undefined, permission: Permission) =>
  session?.permissions.includes(permission) ?? false;
