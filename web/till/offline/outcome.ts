import { ApiProblem, UNREADABLE } from '@shared/api/problem';
import type { Told } from './store';

/** How long an answer that nobody waits for at the counter may take. */
const ANSWER_MS = 10_000;
export const inTime = () => AbortSignal.timeout(ANSWER_MS);

/** For what is written down here: it is sent again when the server is there, and not by the call itself. */
export const once = (key: string) => ({ key, signal: inTime(), once: true });

/** What was sent as far as it goes: all of it, some of it, or nothing because the server cannot be reached. */
export type Sent = 'all' | 'some' | 'none';

/** A gateway answers like that, in its own words, when there is no server behind it. */
const GATEWAY = [502, 503, 504];
/** Nobody signed in, not allowed now, too much to do, a fault of the server. */
const NOT_NOW = [401, 403, 408, 425, 429];

/** Whether nobody was there to answer. */
export function isUnreached(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 0 || (error.code === UNREADABLE && GATEWAY.includes(error.status));
}

/** Whether a failure says nothing about the matter itself: nobody answered, or not about this. */
export function isForLater(error: unknown): boolean {
  if (isUnreached(error)) return true;
  return error instanceof ApiProblem && (error.isOutcomeUnknown || NOT_NOW.includes(error.status));
}

export function told(problem: ApiProblem): Told {
  return {
    code: problem.code,
    title: problem.title,
    hint: problem.hint,
    reasons: [
      ...problem.refusals.map((one) => one.message),
      ...problem.places.map((one) => `${one.pointer} ${one.message}`),
    ],
  };
}
