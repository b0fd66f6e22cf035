import type { QueryClient } from '@tanstack/react-query';

/** After a change of what counts, everything that was read about the programme is read again. */
export const renewProgramme = (client: QueryClient) =>
  client.invalidateQueries({
    predicate: ({ queryKey }) => /\/v1\/(programme|branding|approvals)/.test(String(queryKey[0])),
  });
