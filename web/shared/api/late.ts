import type { Day, Decimal, MemberReference, Moment, Programme, Receipt, Word } from './types';

/**
 * Receipts that are claimed after they were paid, as `types.ts` does not tell them yet. When it does, this file
 * goes, and `LateReceipt` and `LateProgramme` are `Receipt` and `Programme`.
 */
export type LateReceipt = Receipt & { claimed_at?: Moment | null };
export type LateProgramme = Programme & { late_identification_days?: number | null };

export type ReceiptClaim = { member: MemberReference };
export type PrintedReceipt = {
  business_date: Day;
  number: Word;
  store: Word;
  till?: Word | null;
  total: Decimal;
};

declare module './types' {
  interface Routes {
    'POST /v1/receipts/{receipt_id}/claim': {
      path: { receipt_id: ReceiptId };
      query: Record<never, never>;
      body: ReceiptClaim;
      answer: LateReceipt;
    };
    'POST /v1/members/{member_id}/receipts': {
      path: { member_id: MemberId };
      query: Record<never, never>;
      body: PrintedReceipt;
      answer: LateReceipt;
    };
  }
}
