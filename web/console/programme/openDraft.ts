import { useRead } from '@shared/api/hooks';
import type { Version } from '@shared/api/types';
import { isMissing } from './inForce';

/** The newest text that nobody published yet. One that is older than what counts was left behind. */
export const openDraftOf = (
  versions: readonly Version[],
  inForce: number | undefined,
): Version | undefined =>
  versions
    .filter((one) => one.state === 'draft' && one.number > (inForce ?? 0))
    .sort((a, b) => b.number - a.number)[0];

/** The draft that is being worked on, whoever began it. A kept answer does not do: a colleague may have begun one. */
export function useOpenDraft(enabled = true) {
  const programme = useRead('GET /v1/programme', {}, { enabled });
  const query = { limit: 20 };
  const versions = useRead('GET /v1/programme/versions', { query }, { enabled, isAsked: true });
  const inForce = programme.data?.version;
  const isKnown = Boolean(versions.data && (programme.data || isMissing(programme.error)));
  return {
    draft: isKnown ? openDraftOf(versions.data?.items ?? [], inForce) : undefined,
    inForce,
    isKnown: isKnown && versions.isFetchedAfterMount,
    error: programme.error ?? versions.error,
    refetch: () => void Promise.all([programme.refetch(), versions.refetch()]),
  };
}
