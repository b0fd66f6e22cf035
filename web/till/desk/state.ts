import type { MemberReference, Quote, Receipt } from '@shared/api/types';
import type { Rates } from '../offline/kept';
import type { Told, Waiting } from '../offline/store';
import type { Sale } from '../sale/sale';
import type { Reach } from './connection';
import type { Preview } from './liveQuote';

/** Everything that a cashier sees. A new object for each change. */
export interface DeskState {
  sale: Sale;
  preview: Preview;
  reach: Reach;
  /** Receipts on their way, and those that somebody has to look at. */
  rows: readonly Waiting[];
  isFinishing: boolean;
  /** What units are worth, as they last paid. */
  rates: Rates;
  notice?: Notice;
  last?: Last;
}

/** What came of the last thing that was scanned, typed or pressed. */
export type Notice =
  | { kind: 'coupon'; name: string }
  | { kind: 'certificate'; balance: string }
  | { kind: 'collected' }
  | { kind: 'claimed'; name: string }
  | { kind: 'newItem'; code: string }
  | { kind: 'unknownCode'; code: string }
  | { kind: 'unread'; text: string }
  | { kind: 'needsNetwork' }
  | { kind: 'totalChanged' }
  | { kind: 'refused'; told: Told };

/** The sale before this one: it can be taken back. */
export interface Last {
  number: string;
  currency: string;
  taken: string;
  customer?: string;
  quote?: Quote;
  /** Whose balance to read anew. */
  member?: MemberReference;
  /** `kept`: on this till, not yet on the server. */
  state: 'kept' | 'taken' | 'refused' | 'undoing' | 'undone';
  receipt?: Receipt;
  /** A member came too late for it, and gets it, or has it. */
  claim?: 'asking' | 'done';
}
