/**
 * One drawer in the database of the browser, for what the phone keeps to open without a network. A browser may
 * forbid keeping anything; then nothing is kept, and everything else works.
 */
const NAME = 'tessera-member';
const DRAWER = 'kept';

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(DRAWER);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (drawer: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const database = await open();
    return await new Promise<T>((resolve, reject) => {
      const asked = work(database.transaction(DRAWER, mode).objectStore(DRAWER));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } catch {
    return undefined;
  }
}

export const keep = (name: string, value: unknown) =>
  within('readwrite', (drawer) => drawer.put(value, name));

export const everything = async <T>() =>
  ((await within('readonly', (drawer) => drawer.getAll())) as T[] | undefined) ?? [];

export const forgetAll = () => within('readwrite', (drawer) => drawer.clear());
