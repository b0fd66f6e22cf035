import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import { nodeOf } from '../document/text';
import { useActive } from '../useActive';

/** What partners, affiliates, causes and we ourselves are called. Partners may read none of it: they see keys. */
export function useParties() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const active = useActive(may(session, 'programme.see'));
  const affiliates = useRead('GET /v1/affiliates', {}, { enabled: may(session, 'money.see') });
  const names = useMemo(() => {
    const known = new Map<string, string>();
    for (const { section, key, name } of active.items) {
      if (section === 'coalition' || section === 'causes') known.set(key, name);
    }
    for (const { key, name } of affiliates.data?.items ?? []) known.set(key, name);
    if (active.programme) known.set(active.programme.key, t('partners.us'));
    return known;
  }, [active.items, active.programme, affiliates.data, t]);
  return {
    active,
    affiliates,
    own: active.programme?.key,
    clearing: String(nodeOf(active.document.coalition).clearing ?? 'month'),
    nameOf: (party: string) => names.get(party) ?? party,
  };
}
