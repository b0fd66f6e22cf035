import type { Claim } from '@shared/api/coming/member';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMyId, useOwnSpoken } from './own';

const nameOf = (id: string) => ['claimed', id] as const;

/** Codes that this phone was told, for servers that tell them only once. */
export function useKeepClaim() {
  const client = useQueryClient();
  const id = useMyId();
  return useCallback(
    (claim: Claim) =>
      client.setQueryData<Claim[]>(nameOf(id), (old = []) => [claim, ...old].slice(0, 50)),
    [client, id],
  );
}

/** What was claimed: as the server tells it, else as this phone remembers it. */
export function useClaims() {
  const id = useMyId();
  const told = useOwnSpoken('GET /v1/members/{member_id}/claims');
  const { data: remembered } = useQuery<Claim[]>({
    queryKey: nameOf(id),
    queryFn: () => [],
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { ...told, items: told.data?.items ?? remembered ?? [] };
}
