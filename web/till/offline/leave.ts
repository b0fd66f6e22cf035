import { forgetKept } from './kept';
import { openStore, type Store } from './store';

/**
 * The device is no till any more: what it knows about people and the shop goes. Receipts stay, for whoever sets
 * it up again; they name the units that they spend.
 */
export async function forgetShop(opened?: Store): Promise<void> {
  forgetKept();
  const store = opened ?? (await openStore());
  const tables = ['members', 'items', 'holds', 'secrets'] as const;
  const change = store.transaction(tables, 'readwrite');
  await Promise.all([...tables.map((table) => change.objectStore(table).clear()), change.done]);
  if (!opened) store.close();
}
