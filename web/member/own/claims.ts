import type { OpenClaim } from '@shared/api/types';
import { useOwnSpoken } from './own';

/** What waits to be picked up or used. Of what was handed over at once nothing is left: the history tells of it. */
export const waiting = (claims: readonly OpenClaim[] = []) =>
  claims.filter(({ handover }) => handover !== 'at_once');

export const useClaims = () =>
  waiting(useOwnSpoken('GET /v1/members/{member_id}/claims').data?.items);
