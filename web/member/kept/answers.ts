import type { Session } from '@shared/api/types';
import type { QueryClient } from '@tanstack/react-query';
import { everything, forgetAll, keep } from './store';

/**
 * The last answers, kept on the phone for reading without a network.
 *
 * INVARIANT: they belong to whoever is signed in. When that ends, or somebody else signs in, all are gone.
 */
interface Kept {
  key: readonly unknown[];
  data: unknown;
  at: number;
}

const SESSION = 'GET /v1/session';
/** What says nothing of a member stays when they leave. */
const PUBLIC = 'GET /v1/branding';
/** Who is signed in where is only true now. */
const NEVER = ['GET /v1/sessions', 'GET /v1/members/{member_id}/data'];

/** Unlike the card, of which the phone keeps what it made of the answer: that stays as it is for a while. */
const isAnswer = (name: unknown): name is string =>
  typeof name === 'string' && name.startsWith('GET /v1/');

const isKept = ([name]: readonly unknown[]) =>
  name === 'card' || (isAnswer(name) && !NEVER.includes(name));

/** Proves changes, and is fetched again before the next one. */
const withoutToken = (session: Session): Session => ({ ...session, form_token: null });

/**
 * Fills in what was kept, with its age, and reads it again as soon as it is shown: whoever loads a page anew wants
 * to see what is true now, and a session may have ended elsewhere. Tells whether that is somebody's.
 */
export async function bringBack(client: QueryClient): Promise<boolean> {
  for (const { key, data, at } of await everything<Kept>()) {
    client.setQueryData(key, data, { updatedAt: at });
    if (isAnswer(key[0])) client.getQueryCache().find({ queryKey: key, exact: true })?.invalidate();
  }
  follow(client);
  return isMember(client.getQueryData([SESSION]));
}

/** Keeps each answer as it comes, and forgets all when the session is over. */
function follow(client: QueryClient): void {
  let who = idOf(client.getQueryData([SESSION]));
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.status !== 'success') return;
    const { queryKey: key, queryHash: name } = query;
    const { data, dataUpdatedAt: at } = query.state;
    if (key[0] === SESSION) {
      const now = idOf(data);
      if (now !== who) void forgetAll();
      who = now;
      if (isMember(data)) void keep(name, { key, data: withoutToken(data), at });
    } else if (isKept(key) && (who || key[0] === PUBLIC)) {
      void keep(name, { key, data, at });
    }
  });
}

const isMember = (data: unknown): data is Session =>
  (data as Session | null | undefined)?.kind === 'member';
const idOf = (data: unknown) => (isMember(data) ? data.id : undefined);
