import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../texts/use';
import type { Book } from './book';

/** The document of a version, or of the one that counts now; nothing until it is there. */
export function useBook(version?: number | null): Book | undefined {
  const { locale } = useTexts();
  const { data: session } = useSession();
  const enabled = may(session, 'programme.see');
  const programme = useRead('GET /v1/programme', {}, { enabled: enabled && !version });
  const number = version ?? programme.data?.version;
  const path = { version: number ?? 0 };
  const read = useRead(
    'GET /v1/programme/versions/{version}',
    { path },
    { enabled: enabled && number !== undefined },
  );
  const source = read.data?.document;
  const hash = read.data?.hash;
  return useQuery({
    queryKey: ['book', hash, locale],
    // What reads the document is only loaded where a document is shown.
    queryFn: async () => (await import('./book')).readBook(source ?? '', locale),
    enabled: Boolean(source),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}
