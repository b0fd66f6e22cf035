import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';
import { knownStores } from './stores';

/** The stores that receipts, tills and the programme know. */
export function useKnownStores(): string[] {
  const { data: session } = useSession();
  const seesStores = may(session, 'reports.see') || may(session, 'members.see');
  const seesProgramme = may(session, 'programme.see');
  const stores = useRead('GET /v1/stores', {}, { enabled: seesStores }).data?.items;
  const tills = useRead('GET /v1/tills', {}).data?.items;
  const programme = useRead('GET /v1/programme', {}, { enabled: seesProgramme });
  const version = programme.data?.version;
  const kept = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: version ?? 0 } },
    { enabled: version !== undefined },
  );
  const document = kept.data?.document ?? '';
  return useMemo(() => knownStores(stores ?? [], tills ?? [], document), [stores, tills, document]);
}
