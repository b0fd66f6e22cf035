import { useChange } from '@shared/api/hooks';
import type { Version } from '@shared/api/types';
import { useCallback } from 'react';

export type Outcome = 'inForce' | 'planned' | 'waiting';

/** With four eyes the answer is a request to somebody else instead of a published version. */
const isWaiting = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'approval' in answer;

/** Publishes a version and lets it count, now or from a moment on. */
export function usePublishing(): (version: Version, from?: string) => Promise<Outcome> {
  const publish = useChange('POST /v1/programme/versions/{version}/publish').mutateAsync;
  const activate = useChange('POST /v1/programme/versions/{version}/activate').mutateAsync;
  return useCallback(
    async (version, from) => {
      const path = { version: version.number };
      if (version.state === 'draft') {
        const answer = await publish({ path, ifMatch: version.hash });
        if (isWaiting(answer)) return 'waiting';
      }
      await activate({ path, body: from ? { from } : {} });
      return from ? 'planned' : 'inForce';
    },
    [publish, activate],
  );
}
