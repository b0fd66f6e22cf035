/** A store as lists have it. */
export interface Named {
  id: string;
  name?: string | null | undefined;
}

export type StoreNames = ReadonlyMap<string, string>;

/** What people call each store that was given a name. */
export const namesOf = (stores: readonly Named[]): StoreNames =>
  new Map(stores.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));

/** The name with the key behind it, for two stores may be called the same; the key where there is no name. */
export function storeWords(names: StoreNames, id: string): string {
  const name = names.get(id);
  return name && name !== id ? `${name} (${id})` : id;
}
