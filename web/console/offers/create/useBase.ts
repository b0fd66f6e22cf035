import { useRead } from '@shared/api/hooks';
import { useMemo } from 'react';
import { useOpenDraft } from '../../programme/openDraft';
import { dayAt } from '../../reports/calendar';
import { useNow } from '../../shell/useNow';
import { localesOf } from '../document/items';
import { readDocument } from '../document/read';
import { nodeOf } from '../document/text';
import { useActive } from '../useActive';
import type { Base } from './pattern';

/** What something new is added to: the draft that is open, else the programme that counts. */
export function useBase() {
  const active = useActive();
  const open = useOpenDraft();
  const draft = open.draft?.number;
  const kept = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: draft ?? 0 } },
    { enabled: draft !== undefined },
  );
  const text = draft === undefined ? active.text : (kept.data?.document ?? '');
  const zone = active.programme?.time_zone;
  const today = dayAt(useNow(), zone);
  const base = useMemo(() => (text && zone ? baseOf(text, today) : undefined), [text, zone, today]);
  return {
    base,
    draft: kept.data && draft !== undefined ? { number: draft, hash: kept.data.hash } : undefined,
    isPending:
      active.isPending || (!open.isKnown && !open.error) || (draft !== undefined && kept.isPending),
    error: active.error ?? (active.isMissing ? null : open.error) ?? kept.error,
    refetch: () => {
      active.refetch();
      open.refetch();
    },
  };
}

export function baseOf(text: string, today: string): Base {
  const document = readDocument(text);
  const units = Object.entries(nodeOf(document.units));
  return {
    text,
    document,
    currency: String(nodeOf(document.programme).currency ?? 'EUR'),
    locales: localesOf(document),
    today,
    units: units
      .filter(([, unit]) => (nodeOf(unit).kind ?? 'points') === 'points')
      .map(([key]) => key),
  };
}
