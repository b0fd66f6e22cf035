import { ApiProblem } from '@shared/api/problem';
import type { Told } from './store';

/** How long an answer that nobody waits for at the counter may take. */
const ANSWER_MS = 10_000;
export const inTime = () => AbortSignal.timeout(ANSWER_MS);

/** Whether a failure says nothing about the matter itself: no network, nobody signed in, too much to do. */
export function isForLater(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  return (
    error instanceof ApiProblem &&
    (error.isOutcomeUnknown || [401, 403, 408, 425, 429].includes(error.status))
  );
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
