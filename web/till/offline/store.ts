import type { Basket } from '@shared/api/types';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';

/** What a till keeps, so that it can work without the server. It outlives restarts of page and device. */
export interface Kept extends DBSchema {
  receipts: { key: string; value: Waiting };
  holds: { key: string; value: Hold };
  members: { key: string; value: MetMember; indexes: { names: string; seen_at: number } };
  items: { key: string; value: MetItem; indexes: { seen_at: number } };
  secrets: { key: string; value: CryptoKey };
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
  /** `stands`: it was taken back here, and the server did not allow it. */
  state: 'waiting' | 'refused' | 'differs' | 'stands';
  /** How often it was sent. Not yet once: the server cannot know it. */
  attempts: number;
  /** The customer has left: nobody can be asked again. */
  is_late: boolean;
  /** Taken back before it was sent; it has to be sent all the same when the server may know it. */
  is_undone: boolean;
  /** What the server said last, when it was no. */
  refusal?: Told;
  /** What the server says was to pay. */
  payable?: string;
  /** The receipt there. INVARIANT: what has one is never sent again. */
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
/** Receipts and the units reserved for them. */
export type Books = IDBPTransaction<Kept, ['receipts', 'holds'], 'readwrite'>;

export const openStore = (name = 'tessera-till'): Promise<Store> =>
  openDB<Kept>(name, 2, {
    upgrade(store, before) {
      if (before < 1) {
        store.createObjectStore('receipts', { keyPath: 'key' });
        store.createObjectStore('holds', { keyPath: 'key' });
        const items = store.createObjectStore('items', { keyPath: 'sku' });
        items.createIndex('seen_at', 'seen_at');
      } else store.deleteObjectStore('members');
      // Members of version 1 were found by digests without a key.
      const members = store.createObjectStore('members', { keyPath: 'id' });
      members.createIndex('names', 'names', { multiEntry: true });
      members.createIndex('seen_at', 'seen_at');
      store.createObjectStore('secrets');
    },
    // Another page wants to bring in a newer version, and would wait for this one for ever.
    blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
  });

/**
 * Changes receipts and holds together: all of it happens, or nothing does, and nobody else comes between. `work`
 * awaits nothing but the store.
 */
export async function changing<T>(store: Store, work: (books: Books) => Promise<T>): Promise<T> {
  const books = store.transaction(['receipts', 'holds'], 'readwrite');
  const [result] = await Promise.all([work(books), books.done]);
  return result;
}

/** What becomes of these holds; without a state the server has used them. */
export async function markHolds(
  books: Books,
  holds: readonly string[],
  state?: Hold['state'],
): Promise<void> {
  const table = books.objectStore('holds');
  for (const row of await table.getAll()) {
    if (!row.hold || !holds.includes(row.hold)) continue;
    if (state) await table.put({ ...row, state });
    else await table.delete(row.key);
  }
}

/** The holds that a basket spends. */
export const holdsOf = (basket: Basket) =>
  (basket.burns ?? []).flatMap((burn) => (burn.hold ? [burn.hold] : []));

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
