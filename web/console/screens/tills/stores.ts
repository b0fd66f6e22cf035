/** Where conditions of the document name stores: `store.id == 'x'`, `store.id in ['x', 'y']`. */
const CONDITION = /\bstore\.id\s*(?:==|!=|in)\s*(\[[^\]]*\]|'[^']*'|"[^"]*")/g;
const QUOTED = /'([^']+)'|"([^"]+)"/g;

/** The keys of stores that a programme document names. */
export function storesIn(document: string): string[] {
  const lists = [...document.matchAll(CONDITION)].map((match) => match[1] ?? '');
  return lists.flatMap((list) =>
    [...list.matchAll(QUOTED)].map((match) => match[1] ?? match[2] ?? ''),
  );
}

/** Each once, by name; a store whose only till was taken out of use is known, too. */
export function knownStores(
  stores: readonly { id: string }[],
  tills: readonly { store: string }[],
  document: string,
): string[] {
  const all = [...stores.map(({ id }) => id), ...tills.map(({ store }) => store)];
  return [...new Set([...all, ...storesIn(document)])].sort((a, b) => a.localeCompare(b));
}
