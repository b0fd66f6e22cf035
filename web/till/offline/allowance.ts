import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import { isForLater, isUnreached, once, type Sent } from './outcome';
import { changing, type Hold, holdsOf, markHolds, type Store } from './store';

/** A receipt of the evening whose network comes back the next day still finds its units. */
const LASTING_SECONDS = 24 * 60 * 60;

/**
 * Units that the server has reserved for the sale at this till: they may be spent even when the network goes
 * before the sale is finished. Nothing else is ever spent without the server. INVARIANT: a hold is written down
 * before it is asked for, and until the server says that it is spent or free.
 */
export class Allowance {
  private readonly store: Store;
  private readonly fresh: () => string;
  private releasing: Promise<Sent> = Promise.resolve('all');

  constructor(store: Store, fresh: () => string = () => crypto.randomUUID()) {
    this.store = store;
    this.fresh = fresh;
  }

  /** Reserves, and names the hold. Nothing when it cannot be had now. */
  async place(member: string, unit: string, amount: string): Promise<string | undefined> {
    const row: Hold = { key: this.fresh(), member, unit, amount, state: 'held' };
    await this.store.put('holds', row);
    try {
      return await this.ask(row);
    } catch (error) {
      if (isForLater(error)) await this.store.put('holds', { ...row, state: 'unneeded' });
      else await this.store.delete('holds', row.key);
      if (isForLater(error) || error instanceof ApiProblem) return undefined;
      throw error;
    }
  }

  /** Nobody needs these any more. */
  drop = (holds: readonly string[]): Promise<void> =>
    changing(this.store, (books) => markHolds(books, holds, 'unneeded'));

  /** After a restart no sale is open, so what was held for one is not needed; what a receipt names is. */
  async begin(): Promise<void> {
    await changing(this.store, async (books) => {
      const receipts = await books.objectStore('receipts').getAll();
      const named = new Set(receipts.flatMap((row) => holdsOf(row.basket)));
      const table = books.objectStore('holds');
      for (const row of await table.getAll()) {
        if (row.state !== 'held') continue;
        const state = row.hold && named.has(row.hold) ? 'spent' : 'unneeded';
        await table.put({ ...row, state });
      }
    });
  }

  /** Gives back what is not needed: one after the other, so that nothing is given back twice. */
  release(): Promise<Sent> {
    const next = () => this.releaseAll();
    this.releasing = this.releasing.then(next, next);
    return this.releasing;
  }

  private async releaseAll(): Promise<Sent> {
    let sent: Sent = 'all';
    for (const row of await this.store.getAll('holds')) {
      if (row.state !== 'unneeded') continue;
      try {
        await this.giveBack(row);
      } catch (error) {
        if (isUnreached(error)) return 'none';
        if (isForLater(error)) {
          sent = 'some';
          continue;
        }
        // It has ended by itself, or never was.
        if (!(error instanceof ApiProblem)) throw error;
      }
      await this.store.delete('holds', row.key);
    }
    return sent;
  }

  private async giveBack(row: Hold): Promise<void> {
    // Whether a hold came of an answer that was lost is told by asking with the same key.
    const path = { hold_id: row.hold ?? (await this.ask(row)) };
    await call('POST /v1/holds/{hold_id}/release', { path }, once(`${row.key}-release`));
  }

  private async ask(row: Hold): Promise<string> {
    const { member, unit, amount } = row;
    const body = { member: { id: member }, unit, amount, seconds: LASTING_SECONDS };
    const { hold } = await call('POST /v1/holds', { body }, once(row.key));
    if (!hold) throw new Error('a hold was placed and not named');
    await this.store.put('holds', { ...row, hold });
    return hold;
  }
}
