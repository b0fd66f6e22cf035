import { call } from '@shared/api/call';
import { Operation } from '@shared/api/operation';
import { ApiProblem } from '@shared/api/problem';
import { inTime, isForLater, told } from '../offline/outcome';
import { isEmpty, type Known, newSale, type Sale } from '../sale/sale';
import type { Desk } from './desk';
import type { DeskState, Last, Notice } from './state';

/** A sale that nobody was known at, and the member who shows their card afterwards. */
export interface LateCard {
  last: Last;
  receipt: string;
  member: Known;
  /** By what the cashier knows them. */
  name: string;
}

/** Whether the last sale can be given to whoever stands there, and has not begun to buy something else. */
export function lateCard({ sale, last, reach, isFinishing }: DeskState): LateCard | undefined {
  const { customer } = sale;
  const { receipt } = last ?? {};
  if (reach === 'down' || isFinishing || !isOnlyCard(sale)) return undefined;
  if (customer?.state !== 'known' || !customer.member || customer.member.blocked) return undefined;
  if (last?.state !== 'taken' || !receipt || receipt.member || last.claim === 'done') {
    return undefined;
  }
  const { member } = customer;
  return { last, receipt: receipt.id, member, name: member.name ?? customer.shown };
}

/** Nothing but a customer is there. */
const isOnlyCard = ({ customer: _, ...rest }: Sale) => isEmpty(rest);

/**
 * Gives the last sale to the member who showed their card too late. INVARIANT: it is still the same receipt, so
 * taking it back takes back what the member got.
 */
export class Claiming {
  private readonly desk: Desk;
  /** Asked again while nobody knows what came of it, it is still the same claim. */
  private readonly operation = new Operation();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  async claim(): Promise<void> {
    const { desk } = this;
    const late = lateCard(desk.state);
    if (!late || late.last.claim === 'asking') return;
    const { no } = desk.state.sale;
    const { number } = late.last;
    const input = {
      path: { receipt_id: late.receipt },
      body: { member: { id: late.member.id } },
    };
    const key = this.operation.begin(input);
    desk.say(undefined);
    this.mark(number, { claim: 'asking' });
    try {
      const options = { key, signal: inTime() };
      const receipt = await call('POST /v1/receipts/{receipt_id}/claim', input, options);
      this.operation.settle();
      desk.fared();
      const customer = late.name ? { customer: late.name } : {};
      this.mark(number, { claim: 'done', receipt, ...customer });
      this.makeRoom(no, late);
    } catch (error) {
      if (!isForLater(error)) this.operation.settle();
      this.mark(number, { claim: undefined });
      this.explain(no, error);
    }
  }

  /** The customer has what they came for, unless they have begun to buy something else. */
  private makeRoom(no: number, { member, name }: LateCard): void {
    const { desk } = this;
    const { sale } = desk.state;
    if (sale.no !== no) return;
    const isDone = isOnlyCard(sale) && sale.customer?.member?.id === member.id;
    if (isDone) desk.edit(() => newSale(no + 1), no);
    else desk.say({ kind: 'claimed', name });
  }

  private explain(no: number, error: unknown): void {
    if (isForLater(error)) {
      this.desk.fared(error);
      this.say(no, { kind: 'needsNetwork' });
    } else if (error instanceof ApiProblem) this.say(no, { kind: 'refused', told: told(error) });
    else throw error;
  }

  private say(no: number, notice: Notice): void {
    if (this.desk.state.sale.no === no) this.desk.say(notice);
  }

  /** What becomes of the last sale, if it is still the last one. */
  private mark(
    number: string,
    { claim, ...part }: Omit<Partial<Last>, 'claim'> & ClaimState,
  ): void {
    const { last } = this.desk.state;
    if (last?.number !== number) return;
    const { claim: _, ...rest } = last;
    this.desk.show({ last: { ...rest, ...part, ...(claim && { claim }) } });
  }
}

type ClaimState = { claim: Last['claim'] | undefined };
