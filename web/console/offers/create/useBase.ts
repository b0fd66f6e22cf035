import { useRead } from '@shared/api/hooks';
import { useMemo } from 'react';
import { dayAt } from '../../reports/calendar';
import { localesOf } from '../document/items';
import { readDocument } from '../document/read';
import { nodeOf } from '../document/text';
import { useActive } from '../useActive';
import type { Base } from './pattern';

/** What something new is added to: the draft that is open, else the programme that counts. */
export function useBase() {
  const active = useActive();
  const versions = useRead('GET /v1/programme/versions', { query: { limit: 1 } });
  const newest = versions.data?.items[0];
  const draft = newest?.state === 'draft' ? newest.number : undefined;
  const kept = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: draft ?? 0 } },
    { enabled: draft !== undefined },
  );
  const text = draft === undefined ? active.text : (kept.data?.document ?? '');
  const base = useMemo(
    () => (text && active.programme ? baseOf(text, active.programme.time_zone) : undefined),
    [text, active.programme],
  );
  return {
    base,
    draft,
    isPending: active.isPending || versions.isPending || (draft !== undefined && kept.isPending),
    error: active.error ?? versions.error ?? kept.error,
    refetch: () => {
      active.refetch();
      void versions.refetch();
    },
  };
}

export function baseOf(text: string, timeZone: string, now = new Date()): Base {
  const document = readDocument(text);
  const units = Object.entries(nodeOf(document.units));
  return {
    text,
    document,
    currency: String(nodeOf(document.programme).currency ?? 'EUR'),
    locales: localesOf(document),
    today: dayAt(now, timeZone),
    units: units
      .filter(([, unit]) => (nodeOf(unit).kind ?? 'points') === 'points')
      .map(([key]) => key),
  };
}
