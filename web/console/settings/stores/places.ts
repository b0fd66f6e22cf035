import type { Till } from '@shared/api/types';

export interface StoreRow {
  id: string;
  name?: string | null;
  address?: string | null;
  receipts: number;
  last_at?: string | null;
}

export interface Place {
  store: StoreRow;
  tills: Till[];
}

/** Stores with the tills in use there; a store that only a till knows has no receipts yet. The busiest come first. */
export function placesOf(stores: StoreRow[], tills: Till[]): Place[] {
  const inUse = tills.filter((till) => !till.revoked_at);
  const known = new Set(stores.map((store) => store.id));
  const others = new Set(inUse.map((till) => till.store).filter((store) => !known.has(store)));
  const all = [...stores, ...[...others].map((id) => ({ id, receipts: 0 }))];
  return all
    .map((store) => ({ store, tills: inUse.filter((till) => till.store === store.id) }))
    .sort((a, b) => b.store.receipts - a.store.receipts || a.store.id.localeCompare(b.store.id));
}

/** What is sent of what was typed: nothing but blanks takes a text away. */
export const cardOf = (name: string, address: string) => ({
  name: name.trim() || null,
  address: address.trim() || null,
});

/** Whether a key is one of a store in the list: that one is changed, and not added once more. */
export const isTaken = (known: readonly { id: string }[], key: string) =>
  known.some(({ id }) => id === key.trim());
