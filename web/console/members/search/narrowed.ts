/** What narrows the list of members, as it stands in the address. */
export interface MembersSearch {
  q?: string;
  blocked?: true;
  /** Tiers are told apart by their tracks: one is nothing without the other. */
  track?: string;
  tier?: string;
  /** A unit of which something expires soon. */
  expiring?: string;
}

/** The router reads numbers as numbers: a tier may be called `1`. */
const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;

export function readMembers(search: Record<string, unknown>): MembersSearch {
  const q = word(search.q);
  const track = word(search.track);
  const tier = word(search.tier);
  const expiring = word(search.expiring);
  return {
    ...(q ? { q } : {}),
    ...(search.blocked === true ? { blocked: true } : {}),
    ...(track && tier ? { track, tier } : {}),
    ...(expiring ? { expiring } : {}),
  };
}

/** The same without some of it. */
export function without(search: MembersSearch, ...names: (keyof MembersSearch)[]): MembersSearch {
  const kept = Object.entries(search).filter(([name]) => !names.includes(name as never));
  return Object.fromEntries(kept);
}
