import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import type { Basket, Receipt } from '@shared/api/types';
import { compare } from '../money/typed';
import { isForLater, isUnreached, once, type Sent, told } from './outcome';
import { changing, holdsOf, markHolds, type Store, type Told, type Waiting } from './store';

export type Outcome =
  | { kind: 'taken'; receipt: Receipt }
  | { kind: 'undone' }
  | { kind: 'refused'; told: Told }
  /** It was taken back, and the server did not allow it. */
  | { kind: 'stands'; told: Told }
  /** The server answered, and not about this. */
  | { kind: 'later' }
  | { kind: 'unreached' };

export type NewReceipt = Pick<Waiting, 'number' | 'basket' | 'taken' | 'currency' | 'customer'>;

/**
 * Receipts on their way to the server. INVARIANT: a receipt is written down before it is sent, and leaves the
 * queue only with an answer about it; it is sent with the key that it was given once, so it counts once.
 */
export class Queue {
  private readonly store: Store;
  private readonly fresh: () => string;
  private readonly sending = new Map<string, Promise<Outcome>>();
  private readonly listeners = new Set<() => void>();
  /** Told what became of a receipt, by its number: its key may have changed. */
  onOutcome: (number: string, outcome: Outcome) => void = () => {};

  constructor(store: Store, fresh: () => string = () => crypto.randomUUID()) {
    this.store = store;
    this.fresh = fresh;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Oldest first. */
  async list(): Promise<Waiting[]> {
    const rows = await this.store.getAll('receipts');
    return rows.sort((a, b) => a.made_at.localeCompare(b.made_at));
  }

  async add(receipt: NewReceipt, isLate: boolean): Promise<string> {
    const row: Waiting = {
      ...receipt,
      key: this.fresh(),
      made_at: receipt.basket.at ?? new Date().toISOString(),
      state: 'waiting',
      attempts: 0,
      is_late: isLate,
      is_undone: false,
    };
    await changing(this.store, async (books) => {
      await books.objectStore('receipts').put(row);
      await markHolds(books, holdsOf(row.basket), 'spent');
    });
    this.tell();
    return row.key;
  }

  /** Sends one; whoever asks while it is under way gets the same answer. */
  send(key: string): Promise<Outcome> {
    const under = this.sending.get(key);
    if (under) return under;
    const sent = this.deliver(key).finally(() => this.sending.delete(key));
    this.sending.set(key, sent);
    return sent;
  }

  /** Sends what waits, oldest first. One that gets no answer is passed over; two in a row are the network. */
  async sync(): Promise<Sent> {
    let sent: Sent = 'all';
    let silent = 0;
    for (const row of await this.list()) {
      if (row.state !== 'waiting') continue;
      const { kind } = await this.send(row.key);
      silent = kind === 'unreached' ? silent + 1 : 0;
      if (silent === 2) break;
      if (kind === 'unreached' || kind === 'later') sent = 'some';
    }
    return silent > 0 ? 'none' : sent;
  }

  /** The customer leaves with what they were told. Says whether the receipt still waits for its answer. */
  async leave(key: string): Promise<boolean> {
    const row = await this.change(key, (row) =>
      row.state === 'waiting' ? { ...row, is_late: true } : row,
    );
    return row?.state === 'waiting';
  }

  /**
   * Takes a sale back: here while the server cannot have it, there when it does, and as soon as there is an answer
   * when nobody knows. `there` names the receipt of one that has left the queue. Rejects when the server would
   * have to be asked and is not reached, or refuses.
   */
  async undo(number: string, there: () => string | undefined): Promise<void> {
    const row = await this.change({ number }, (now) => {
      if (now.receipt) return now;
      const isUnknownThere = now.state === 'refused' || now.attempts === 0;
      return isUnknownThere ? 'unneeded' : { ...now, is_undone: true };
    });
    const receipt = row ? row.receipt : there();
    if (!receipt) return;
    await this.void(receipt);
    if (row) await this.change(row.key, () => 'used');
  }

  /** Somebody has seen what became of it. */
  async discard(key: string): Promise<void> {
    await this.change(key, (row) => (row.receipt ? 'used' : 'unneeded'));
  }

  /** Sends one again that was refused, without what could not be given. What stands there is only voided again. */
  async repair(key: string, without: 'nothing' | 'extras' | 'member'): Promise<void> {
    await this.change(key, (row) => {
      const { refusal: _, ...rest } = row;
      const next: Waiting = { ...rest, state: 'waiting', is_late: true };
      if (row.state === 'stands') return without === 'nothing' ? next : row;
      if (row.state !== 'refused') return row;
      if (without === 'nothing') return next;
      return this.renewed(next, stripped(row.basket, without === 'member'));
    });
  }

  /**
   * Changes a row, and with it the holds that it names: `unneeded` and `used` say what becomes of them when the
   * row goes. Gives the row as it is now; nothing when there is none any more.
   */
  private async change(
    name: string | { number: string },
    become: (row: Waiting) => Waiting | 'unneeded' | 'used',
  ): Promise<Waiting | undefined> {
    const after = await changing(this.store, async (books) => {
      const table = books.objectStore('receipts');
      const row =
        typeof name === 'string'
          ? await table.get(name)
          : (await table.getAll()).find((one) => one.number === name.number);
      const next = row && become(row);
      if (!row || next === row) return row;
      if (typeof next !== 'object' || next.key !== row.key) await table.delete(row.key);
      const needed = typeof next === 'object' ? holdsOf(next.basket) : [];
      const freed = holdsOf(row.basket).filter((hold) => !needed.includes(hold));
      await markHolds(books, freed, next === 'used' ? undefined : 'unneeded');
      if (typeof next !== 'object') return undefined;
      await table.put(next);
      return next;
    });
    this.tell();
    return after;
  }

  /** INVARIANT: the old key was refused for good, so nothing can come of it any more. */
  private renewed = (row: Waiting, basket: Basket): Waiting => ({
    ...row,
    key: this.fresh(),
    basket,
    attempts: 0,
  });

  private async deliver(key: string): Promise<Outcome> {
    const row = await this.change(key, (now) =>
      now.state === 'waiting' ? { ...now, attempts: now.attempts + 1 } : now,
    );
    // Taken back, or seen to, before it was its turn.
    if (row?.state !== 'waiting') return { kind: 'undone' };
    const outcome = await this.outcomeOf(row);
    this.onOutcome(row.number, outcome);
    return outcome;
  }

  private async outcomeOf(row: Waiting): Promise<Outcome> {
    if (row.receipt) return this.voided(row.key, row.receipt);
    try {
      const receipt = await call('POST /v1/receipts', { body: row.basket }, once(row.key));
      return await this.taken(row.key, receipt);
    } catch (error) {
      return (await this.unanswered(row.key, error)) ?? this.refused(row.key, error);
    }
  }

  private async taken(key: string, receipt: Receipt): Promise<Outcome> {
    const { payable } = receipt.totals;
    const row = await this.change(key, (now) => {
      const { refusal: _, ...rest } = now;
      if (now.is_undone) return { ...rest, receipt: receipt.id };
      const differs = now.is_late && compare(payable, now.taken) !== 0;
      return differs ? { ...rest, state: 'differs', payable, receipt: receipt.id } : 'used';
    });
    return row?.is_undone ? this.voided(key, receipt.id) : { kind: 'taken', receipt };
  }

  private async voided(key: string, receipt: string): Promise<Outcome> {
    try {
      await this.void(receipt);
    } catch (error) {
      const unanswered = await this.unanswered(key, error);
      if (unanswered) return unanswered;
      if (!(error instanceof ApiProblem)) throw error;
      const refusal = told(error);
      await this.change(key, (row) => ({ ...row, state: 'stands', refusal }));
      return { kind: 'stands', told: refusal };
    }
    await this.change(key, () => 'used');
    return { kind: 'undone' };
  }

  private async refused(key: string, error: unknown): Promise<Outcome> {
    if (!(error instanceof ApiProblem)) throw error;
    const refusal = told(error);
    const row = await this.change(key, (now) => {
      if (now.is_undone) return 'unneeded';
      const { expected_payable: expected, ...basket } = now.basket;
      // The customer has paid and left: the receipt counts as the server decides, and the difference is shown.
      const hasLeft = now.is_late && expected && error.code === 'quote.changed';
      return hasLeft ? this.renewed(now, basket) : { ...now, state: 'refused', refusal };
    });
    if (!row) return { kind: 'undone' };
    return row.key === key ? { kind: 'refused', told: refusal } : this.send(row.key);
  }

  /** When there was no answer about the receipt; what the server said instead stays to be seen. */
  private async unanswered(key: string, error: unknown): Promise<Outcome | undefined> {
    if (isUnreached(error)) return { kind: 'unreached' };
    if (!isForLater(error)) return undefined;
    if (error instanceof ApiProblem) {
      const refusal = told(error);
      await this.change(key, (row) => ({ ...row, refusal }));
    }
    return { kind: 'later' };
  }

  private async void(receipt: string): Promise<void> {
    const path = { receipt_id: receipt };
    const input = { path, body: {} };
    await call('POST /v1/receipts/{receipt_id}/void', input, once(`${receipt}-void`));
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A basket without what could not be given, and without the total that stood on it. */
function stripped(basket: Basket, alsoMember: boolean): Basket {
  const {
    burns: _burns,
    codes: _codes,
    certificates: _certificates,
    expected_payable: _expected,
    ...rest
  } = basket;
  if (!alsoMember) return rest;
  const { member: _member, ...anonymous } = rest;
  return anonymous;
}
