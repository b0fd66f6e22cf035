import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import type { Basket, Receipt } from '@shared/api/types';
import { compare } from '../money/typed';
import type { Allowance } from './allowance';
import { inTime, isForLater, told } from './outcome';
import type { Store, Told, Waiting } from './store';

export type Outcome =
  | { kind: 'taken'; receipt: Receipt }
  | { kind: 'undone' }
  | { kind: 'refused'; told: Told }
  | { kind: 'later' };

export type NewReceipt = Pick<Waiting, 'number' | 'basket' | 'taken' | 'currency' | 'customer'>;

/**
 * Receipts on their way to the server. INVARIANT: a receipt is written down before it is sent, and leaves the
 * queue only with an answer about it; it is sent with the key that it was given once, so it counts once.
 */
export class Queue {
  private readonly store: Store;
  private readonly allowance: Allowance;
  private readonly fresh: () => string;
  private readonly sending = new Map<string, Promise<Outcome>>();
  private readonly listeners = new Set<() => void>();
  /** Told what became of a receipt, by its number: its key may have changed. */
  onOutcome: (number: string, outcome: Outcome) => void = () => {};

  constructor(store: Store, allowance: Allowance, fresh: () => string = () => crypto.randomUUID()) {
    this.store = store;
    this.allowance = allowance;
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
    const key = this.fresh();
    const row: Waiting = {
      ...receipt,
      key,
      made_at: receipt.basket.at ?? new Date().toISOString(),
      state: 'waiting',
      attempts: 0,
      is_late: isLate,
      is_undone: false,
    };
    await this.put(row);
    await this.allowance.spend(holdsOf(receipt.basket));
    return key;
  }

  /** Sends one; whoever asks while it is under way gets the same answer. */
  send(key: string): Promise<Outcome> {
    const under = this.sending.get(key);
    if (under) return under;
    const sent = this.deliver(key).finally(() => this.sending.delete(key));
    this.sending.set(key, sent);
    return sent;
  }

  /** Sends what waits, oldest first, until the server cannot be reached. Says whether it could be. */
  async sync(): Promise<boolean> {
    for (const row of await this.list()) {
      if (row.state !== 'waiting') continue;
      const outcome = await this.send(row.key);
      if (outcome.kind === 'later') return false;
    }
    return true;
  }

  /** The customer leaves with what they were told. */
  async leave(key: string): Promise<void> {
    const row = await this.store.get('receipts', key);
    if (row) await this.put({ ...row, is_late: true });
  }

  /** Takes a receipt back that the server has not answered about. */
  async undo(key: string): Promise<void> {
    const row = await this.store.get('receipts', key);
    if (!row) return;
    if (row.attempts === 0) await this.discard(key);
    else await this.put({ ...row, is_undone: true });
  }

  /** Somebody has seen what became of it. */
  async discard(key: string): Promise<void> {
    const row = await this.store.get('receipts', key);
    if (!row) return;
    await this.store.delete('receipts', key);
    if (row.state !== 'differs') await this.allowance.drop(holdsOf(row.basket));
    this.tell();
  }

  /** Sends a refused one again, without what could not be given. */
  async repair(key: string, without: 'nothing' | 'extras' | 'member'): Promise<void> {
    const row = await this.store.get('receipts', key);
    if (row?.state !== 'refused') return;
    const { refusal: _, ...rest } = row;
    if (without === 'nothing') {
      await this.put({ ...rest, state: 'waiting' });
      return;
    }
    const basket = stripped(row.basket, without === 'member');
    // INVARIANT: the old key was refused for good, so nothing can come of it any more.
    const next: Waiting = { ...rest, key: this.fresh(), basket, state: 'waiting', attempts: 0 };
    await this.replace(key, next);
    await this.allowance.drop(holdsOf(row.basket));
  }

  private async deliver(key: string): Promise<Outcome> {
    const row = await this.store.get('receipts', key);
    if (row?.state !== 'waiting') return { kind: 'later' };
    await this.put({ ...row, attempts: row.attempts + 1 });
    try {
      const receipt = await call(
        'POST /v1/receipts',
        { body: row.basket },
        { key, signal: inTime() },
      );
      return await this.taken(key, receipt);
    } catch (error) {
      if (isForLater(error)) return { kind: 'later' };
      if (!(error instanceof ApiProblem)) throw error;
      return await this.refused(key, error);
    }
  }

  private async taken(key: string, receipt: Receipt): Promise<Outcome> {
    const row = await this.store.get('receipts', key);
    if (row?.is_undone) {
      try {
        const path = { receipt_id: receipt.id };
        await call(
          'POST /v1/receipts/{receipt_id}/void',
          { path, body: {} },
          { key: `${key}-void`, signal: inTime() },
        );
      } catch (error) {
        if (isForLater(error)) return { kind: 'later' };
        if (!(error instanceof ApiProblem)) throw error;
        return await this.refused(key, error);
      }
      await this.close(key, row.basket);
      return { kind: 'undone' };
    }
    const { payable } = receipt.totals;
    if (row?.is_late && compare(payable, row.taken) !== 0) {
      await this.allowance.forget(holdsOf(row.basket));
      await this.put({ ...row, state: 'differs', payable, receipt: receipt.id });
    } else {
      await this.close(key, row?.basket);
    }
    return { kind: 'taken', receipt };
  }

  private async refused(key: string, problem: ApiProblem): Promise<Outcome> {
    const row = await this.store.get('receipts', key);
    if (row?.is_late && row.basket.expected_payable && problem.code === 'quote.changed') {
      // The customer has paid and left: the receipt counts as the server decides, and the difference is shown.
      const { expected_payable: _, ...basket } = row.basket;
      const next = { ...row, key: this.fresh(), basket, attempts: 0 };
      await this.replace(key, next);
      return this.send(next.key);
    }
    if (row) await this.put({ ...row, state: 'refused', refusal: told(problem) });
    return { kind: 'refused', told: told(problem) };
  }

  private async close(key: string, basket: Basket | undefined): Promise<void> {
    await this.store.delete('receipts', key);
    if (basket) await this.allowance.forget(holdsOf(basket));
    this.tell();
  }

  private async replace(key: string, next: Waiting): Promise<void> {
    const change = this.store.transaction('receipts', 'readwrite');
    await Promise.all([change.store.delete(key), change.store.put(next), change.done]);
    this.tell();
  }

  private async put(row: Waiting): Promise<void> {
    await this.store.put('receipts', row);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const holdsOf = (basket: Basket) =>
  (basket.burns ?? []).flatMap((burn) => (burn.hold ? [burn.hold] : []));

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
