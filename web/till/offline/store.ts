import type { Basket, MemberReference } from '@shared/api/types';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** What a till keeps, so that it can work without the server. It outlives restarts of page and device. */
export interface Kept extends DBSchema {
  receipts: { key: string; value: Waiting };
  holds: { key: string; value: Hold };
  members: { key: string; value: MetMember; indexes: { names: string; seen_at: number } };
  items: { key: string; value: MetItem; indexes: { seen_at: number } };
}

/** A receipt that the server has not taken yet, or took otherwise than the customer was told. */
export interface Waiting {
  /** `Idempotency-Key`. INVARIANT: it belongs to this very basket; another basket gets another key. */
  key: string;
  number: string;
  basket: Basket;
  made_at: string;
  /** What the customer was told to pay. */
  taken: string;
  currency: string;
  /** Who bought, for the eye. */
  customer?: string;
  state: 'waiting' | 'refused' | 'differs';
  /** How often it was sent. Not yet once: the server cannot know it. */
  attempts: number;
  /** The customer has left: nobody can be asked again. */
  is_late: boolean;
  /** Taken back before it was sent; it has to be sent all the same when the server may know it. */
  is_undone: boolean;
  refusal?: Told;
  /** What the server says was to pay. */
  payable?: string;
  /** The receipt there. */
  receipt?: string;
}

/** A "no" of the server that can be kept and shown later. */
export interface Told {
  code: string;
  title: string;
  hint: string;
  reasons: string[];
}

/** Units that are reserved for a sale. */
export interface Hold {
  key: string;
  member: string;
  unit: string;
  amount: string;
  /** Its name on the server; unknown while the answer is. */
  hold?: string;
  state: 'held' | 'spent' | 'unneeded';
}

/** A member who was identified at this till. */
export interface MetMember {
  id: string;
  name?: string;
  tiers: { track: string; tier: string }[];
  balances: { unit: string; spendable: string }[];
  blocked: boolean;
  seen_at: number;
  /** By what they were found, as digests: the table is no list of phone numbers. */
  names: string[];
}

/** A product that was typed in here. */
export interface MetItem {
  sku: string;
  name: string;
  price: string;
  seen_at: number;
}

export type Store = IDBPDatabase<Kept>;

export const openStore = (name = 'tessera-till'): Promise<Store> =>
  openDB<Kept>(name, 1, {
    upgrade(store) {
      store.createObjectStore('receipts', { keyPath: 'key' });
      store.createObjectStore('holds', { keyPath: 'key' });
      const members = store.createObjectStore('members', { keyPath: 'id' });
      members.createIndex('names', 'names', { multiEntry: true });
      members.createIndex('seen_at', 'seen_at');
      const items = store.createObjectStore('items', { keyPath: 'sku' });
      items.createIndex('seen_at', 'seen_at');
    },
  });

/** Takes away what was seen longest ago, beyond `most` rows. */
export async function bound(store: Store, table: 'members' | 'items', most: number): Promise<void> {
  const change = store.transaction(table, 'readwrite');
  let surplus = (await change.store.count()) - most;
  let row = surplus > 0 ? await change.store.index('seen_at').openCursor() : null;
  while (row && surplus > 0) {
    await row.delete();
    surplus -= 1;
    row = await row.continue();
  }
  await change.done;
}

/** A reference as a text that says nothing to whoever reads it. */
export async function digestOf(reference: MemberReference): Promise<string | undefined> {
  const pair = Object.entries(reference).find(([, value]) => value);
  if (!pair) return undefined;
  const bytes = new TextEncoder().encode(pair.join(':'));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest).slice(0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
