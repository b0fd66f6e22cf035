import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { useMemo } from 'react';
import { useTexts } from '../texts/use';
import { itemsOf } from './document/items';
import { readDocument } from './document/read';

/** The programme that counts now: its document, read, and everything it promises. */
export function useActive(enabled = true) {
  const { locale } = useTexts();
  const programme = useRead('GET /v1/programme', {}, { enabled });
  const version = programme.data?.version;
  const kept = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: version ?? 0 } },
    { enabled: enabled && version !== undefined },
  );
  const isMissing =
    programme.error instanceof ApiProblem && programme.error.code === 'programme.missing';
  const text = kept.data?.document;
  const document = useMemo(() => readDocument(text ?? ''), [text]);
  const items = useMemo(() => itemsOf(document, locale), [document, locale]);
  return {
    programme: programme.data,
    text: text ?? '',
    document,
    items,
    /** Nothing was ever published: a beginning, and not a failure. */
    isMissing,
    isPending: (enabled && programme.isPending) || (version !== undefined && kept.isPending),
    error: (isMissing ? null : programme.error) ?? kept.error,
    refetch: () => void Promise.all([programme.refetch(), kept.refetch()]),
  };
}
