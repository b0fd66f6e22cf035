import { useRead } from '@shared/api/hooks';
import type { Party } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import { nodeOf } from '../document/text';
import { useActive } from '../useActive';
import { namesOf } from './parties';

/**
 * What partners, affiliates, causes and we ourselves are called. Partners may not read the programme: the session
 * tells who they are, and a settlement whom it is about.
 */
export function useParties(told?: readonly Party[]) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const active = useActive(may(session, 'programme.see'));
  const affiliates = useRead('GET /v1/affiliates', {}, { enabled: may(session, 'money.see') });
  const partner = session?.partner;
  const key = active.programme?.key;
  const known = useMemo(
    () => [
      ...active.items.filter(({ section }) => section === 'coalition' || section === 'causes'),
      ...(affiliates.data?.items ?? []),
    ],
    [active.items, affiliates.data],
  );
  const names = useMemo(() => {
    const us = key ? [{ key, name: t('partners.us') }] : [];
    return namesOf(told, known, us, partner ? [partner] : []);
  }, [told, known, key, partner, t]);
  return {
    active,
    affiliates,
    partner,
    /** Whom the reader stands for. */
    own: partner?.key ?? key,
    /** All with whom there is something to settle. */
    known: known.map((one) => one.key),
    clearing: active.programme && String(nodeOf(active.document.coalition).clearing ?? 'month'),
    nameOf: (party: string) => names.get(party) ?? party,
  };
}
