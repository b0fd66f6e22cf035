import type { ReceiptRow } from '@shared/api/types';

/** A receipt of a list, with the name of whoever bought, where they are a member and gave one. */
export type NamedReceipt = ReceiptRow & { member_name?: string | null };
