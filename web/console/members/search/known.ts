import type { MemberRow } from '@shared/api/types';

type Known = Pick<MemberRow, 'id' | 'phone' | 'email' | 'card' | 'external_id'>;

/** By what somebody is told from others of the same name. */
export const knownOf = (row: Known): string =>
  [row.phone, row.email, row.card, row.external_id].filter(Boolean).join(' · ') || row.id;
