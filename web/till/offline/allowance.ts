import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import { inTime, isForLater } from './outcome';
import type { Hold, Store } from './store';

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

  /** A receipt that waits will use these. */
  spend = (holds: readonly string[]) => this.mark(holds, 'spent');

  /** Nobody needs these any more. */
  drop = (holds: readonly string[]) => this.mark(holds, 'unneeded');

  /** The server has used them. */
  async forget(holds: readonly string[]): Promise<void> {
    for (const row of await this.rows(holds)) await this.store.delete('holds', row.key);
  }

  /** After a restart no sale is open, so what was held for one is not needed. */
  async begin(): Promise<void> {
    for (const row of await this.store.getAll('holds')) {
      if (row.state === 'held') await this.store.put('holds', { ...row, state: 'unneeded' });
    }
  }

  /** Gives back what is not needed. Says whether the server could be reached. */
  async release(): Promise<boolean> {
    for (const row of await this.store.getAll('holds')) {
      if (row.state !== 'unneeded') continue;
      try {
        // Whether a hold came of an answer that was lost is told by asking with the same key.
        const hold = row.hold ?? (await this.ask(row));
        const path = { hold_id: hold };
        await call(
          'POST /v1/holds/{hold_id}/release',
          { path },
          { key: `${row.key}-release`, signal: inTime() },
        );
      } catch (error) {
        if (isForLater(error)) return false;
        // It has ended by itself, or never was.
        if (!(error instanceof ApiProblem)) throw error;
      }
      await this.store.delete('holds', row.key);
    }
    return true;
  }

  private async ask(row: Hold): Promise<string> {
    const { member, unit, amount } = row;
    const body = { member: { id: member }, unit, amount, seconds: LASTING_SECONDS };
    const { hold } = await call('POST /v1/holds', { body }, { key: row.key, signal: inTime() });
    if (!hold) throw new Error('a hold was placed and not named');
    await this.store.put('holds', { ...row, hold });
    return hold;
  }

  private async mark(holds: readonly string[], state: Hold['state']): Promise<void> {
    for (const row of await this.rows(holds)) await this.store.put('holds', { ...row, state });
  }

  private async rows(holds: readonly string[]): Promise<Hold[]> {
    if (holds.length === 0) return [];
    const all = await this.store.getAll('holds');
    return all.filter((row) => row.hold && holds.includes(row.hold));
  }
}
