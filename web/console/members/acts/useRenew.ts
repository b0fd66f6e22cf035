import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** After a change: everything about this member is read again, and the lists that show them. */
export function useRenew(memberId: string) {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [route, input] }) => {
          const asked = input as { path?: { member_id?: string } } | undefined;
          return asked?.path?.member_id === memberId || route === 'GET /v1/members/search';
        },
      }),
    [client, memberId],
  );
}
