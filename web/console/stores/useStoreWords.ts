import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useCallback, useMemo } from 'react';
import { namesOf, storeWords } from './names';

/** Says a store by its name; who may not see the list of stores reads keys. */
export function useStoreWords(): (id: string) => string {
  const { data: session } = useSession();
  const enabled = may(session, 'reports.see') || may(session, 'members.see');
  const stores = useRead('GET /v1/stores', {}, { enabled }).data?.items;
  const names = useMemo(() => namesOf(stores ?? []), [stores]);
  return useCallback((id) => storeWords(names, id), [names]);
}
