import { useDebouncedValue } from '@mantine/hooks';
import { call } from '@shared/api/call';
import type { Findings } from '@shared/api/types';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** What the server finds in a text, a moment after somebody stopped typing. */
export function useFindings(text: string) {
  const [document] = useDebouncedValue(text, 400);
  return useQuery<Findings, Error>({
    queryKey: ['POST /v1/programme/check', document],
    queryFn: ({ signal }) => call('POST /v1/programme/check', { body: { document } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}
