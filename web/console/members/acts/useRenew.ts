import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Lists and figures that show members. They follow the journal by a moment. */
const LISTS = [
  'POST /v1/members/search',
  'GET /v1/memberships/{membership}/members',
  'GET /v1/reports/memberships',
];

/** After a change: everything about this member is read again, and the lists that show them. */
export function useRenew(memberId: string) {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [route, input] }) => {
          const asked = input as { path?: { member_id?: string } } | undefined;
          return asked?.path?.member_id === memberId || LISTS.includes(String(route));
        },
      }),
    [client, memberId],
  );
}
