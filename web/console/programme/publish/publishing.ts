import { useChange } from '@shared/api/hooks';
import type { Version } from '@shared/api/types';
import { useCallback } from 'react';

export type Outcome = 'inForce' | 'planned' | 'waiting';

export interface Wish {
  /** From which moment on; now when absent. */
  from?: string | undefined;
  /** What the history is to say about it. */
  why?: string | undefined;
}

/** With four eyes the answer is a request to somebody else instead of a published version. */
const isWaiting = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'approval' in answer;

/** Publishes a version and lets it count, now or from a moment on, in one step: what a colleague has to agree to is both. */
export function usePublishing(): (version: Version, wish?: Wish) => Promise<Outcome> {
  const publish = useChange('POST /v1/programme/versions/{version}/publish').mutateAsync;
  const activate = useChange('POST /v1/programme/versions/{version}/activate').mutateAsync;
  return useCallback(
    async (version, { from, why } = {}) => {
      const path = { version: version.number };
      const counts = from ? { from } : {};
      if (version.state === 'draft') {
        const body = why ? { why, counts } : { counts };
        const answer = await publish({ path, body, ifMatch: version.hash });
        if (isWaiting(answer)) return 'waiting';
      } else {
        await activate({ path, body: counts });
      }
      return from ? 'planned' : 'inForce';
    },
    [publish, activate],
  );
}
