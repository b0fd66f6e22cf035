import { call } from '@shared/api/call';
import { useQuery } from '@tanstack/react-query';

/** What the server finds in a document; while a new one is looked at, what it found in the last one. */
export function useCheck(text: string, enabled: boolean) {
  const check = useQuery({
    queryKey: ['check of a draft', text],
    queryFn: ({ signal }) =>
      call('POST /v1/programme/check', { body: { document: text } }, { signal }),
    placeholderData: (last) => last,
    staleTime: 60_000,
    enabled,
  });
  return { ...check, isGood: check.data?.valid === true && !check.isPlaceholderData };
}

export type Check = ReturnType<typeof useCheck>;
