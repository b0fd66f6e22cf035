import type { MemberReference } from '@shared/api/types';
import { memberIn } from '../scan/token';
import { digestOf } from './digest';
import { bound, type MetItem, type MetMember, type Store } from './store';

/** About 2 MB of members: more than a shop meets in months. */
const MOST_MEMBERS = 5000;
const MOST_ITEMS = 5000;

/** Members and products that this till has met, for when it cannot ask. */
export class Met {
  private readonly store: Store;
  private readonly now: () => number;
  private readonly most: number;

  constructor(store: Store, now: () => number = Date.now, most = MOST_MEMBERS) {
    this.store = store;
    this.now = now;
    this.most = most;
  }

  /** Keeps a member, under all references by which they came so far. */
  async remember(
    reference: MemberReference,
    member: Omit<MetMember, 'names' | 'seen_at'>,
  ): Promise<void> {
    // A rotating code is worth nothing tomorrow, and names the member itself.
    const digest =
      reference.token || reference.id ? undefined : await digestOf(this.store, reference);
    const before = await this.store.get('members', member.id);
    const names = new Set(before?.names ?? []);
    if (digest) names.add(digest);
    await this.store.put('members', { ...member, names: [...names], seen_at: this.now() });
    await bound(this.store, 'members', this.most);
  }

  /** Nobody has this any more, says the server. */
  async forget(reference: MemberReference): Promise<void> {
    const member = await this.find(reference);
    if (member) await this.store.delete('members', member.id);
  }

  async find(reference: MemberReference): Promise<MetMember | undefined> {
    const id = reference.id ?? (reference.token ? memberIn(reference.token) : undefined);
    if (id) return this.store.get('members', id);
    const digest = await digestOf(this.store, reference);
    return digest ? this.store.getFromIndex('members', 'names', digest) : undefined;
  }

  async rememberItem(item: Omit<MetItem, 'seen_at'>): Promise<void> {
    await this.store.put('items', { ...item, seen_at: this.now() });
    await bound(this.store, 'items', MOST_ITEMS);
  }

  findItem(sku: string): Promise<MetItem | undefined> {
    return this.store.get('items', sku);
  }
}
