import { call } from '@shared/api/call';
import { Operation } from '@shared/api/operation';
import { ApiProblem } from '@shared/api/problem';
import type { MemberReference } from '@shared/api/types';
import { inTime, isForLater, told } from '../offline/outcome';
import { addLine, type Customer, type Known, type Sale } from '../sale/sale';
import { spoken } from '../scan/phone';
import { recognise } from '../scan/recognise';
import { memberIn } from '../scan/token';
import type { Desk } from './desk';
import { LATE, within } from './patience';
import type { Notice } from './state';

/**
 * Understands what is scanned or typed, and does at the desk what it is for. INVARIANT: an answer changes and says
 * something only while the sale is there that it was asked for.
 */
export class Reader {
  private readonly desk: Desk;
  /** The reward that is being handed over: asked again, it is still the same one. */
  private readonly collecting = new Operation();
  private first: ((text: string) => boolean) | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Lets a form that is open take what belongs into it, before it is looked at here. Gives how that ends. */
  lend(take: (text: string) => boolean): () => void {
    this.first = take;
    return () => {
      if (this.first === take) this.first = undefined;
    };
  }

  async read(text: string): Promise<void> {
    if (this.first?.(text)) return;
    if (this.desk.state.isFinishing) await this.desk.free();
    this.desk.say(undefined);
    const reading = recognise(text, this.desk.country);
    switch (reading.kind) {
      case 'token':
        return this.identify({ token: reading.token }, '');
      case 'phone':
        return this.identify({ phone: reading.phone }, spoken(reading.phone, this.desk.country));
      case 'email':
        return this.identify({ email: reading.email }, reading.email);
      case 'ean':
        return this.ean(reading.code);
      case 'code':
        return this.code(reading.code);
      case 'nothing':
        return this.desk.say({ kind: 'unread', text: text.trim() });
    }
  }

  /** Finds a member: on the server, and when it does not answer in time among those met before. */
  async identify(reference: MemberReference, shown: string): Promise<void> {
    const { desk } = this;
    const { no } = desk.state.sale;
    const customer: Customer = { reference, shown, state: 'asking' };
    desk.edit(({ points: _, ...sale }) => ({ ...sale, customer }));
    const asked = desk.isDown ? Promise.resolve(undefined) : this.find(reference, no);
    const answer = await within(asked);
    if (answer !== LATE && answer !== undefined) {
      this.become(no, customer, found(customer, answer));
      return;
    }
    if (answer === LATE) desk.fared(LATE);
    const met = await desk.met.find(reference);
    const stand = met ? { ...customer, member: met } : customer;
    this.become(no, customer, {
      ...stand,
      state: met ? 'met' : 'unmet',
      reference: lasting(reference),
    });
    // A late answer is better than none, unless the next customer stands there.
    const late = await asked;
    if (late !== undefined) this.become(no, customer, found(customer, late));
  }

  /** What the member has may have changed. */
  async refresh(): Promise<void> {
    const { no } = this.desk.state.sale;
    const id = this.customer()?.member?.id;
    if (!id) return;
    const answer = await this.find({ id }, no);
    if (!answer) return;
    const renew = (sale: Sale) =>
      sale.customer?.member?.id === id
        ? { ...sale, customer: { ...sale.customer, member: answer } }
        : sale;
    this.desk.edit(renew, no);
  }

  /** Nobody: a customer takes their card back. */
  forget(): void {
    this.desk.edit(({ customer: _c, points: _p, ...sale }) => sale);
  }

  /** Hands over a reward that was chosen before, by its code. */
  async collect(code: string): Promise<void> {
    const { no } = this.desk.state.sale;
    const key = this.collecting.begin(code);
    try {
      await call('POST /v1/claims/collect', { body: { code } }, { key, signal: inTime() });
      this.collecting.settle();
      this.say(no, { kind: 'collected' });
    } catch (error) {
      if (!isForLater(error)) this.collecting.settle();
      this.explain(no, error);
    }
  }

  async code(code: string): Promise<void> {
    const { desk } = this;
    const { no } = desk.state.sale;
    if (desk.isDown) {
      desk.say({ kind: 'needsNetwork' });
      return;
    }
    const id = this.customer()?.member?.id;
    try {
      const body = id ? { code, member: { id } } : { code };
      const answer = await call('POST /v1/coupons/validate', { body }, { signal: inTime() });
      desk.fared();
      if (answer.valid) this.addCoupon(code, answer.coupon ?? answer.shown, no);
      else if (answer.refusal && answer.refusal.code !== 'coupon.unknown') {
        const { code: reason, title, message } = answer.refusal;
        const refusal = { code: reason, title, hint: message, reasons: [] };
        this.say(no, { kind: 'refused', told: refusal });
      } else await this.certificate(code, no);
    } catch (error) {
      this.explain(no, error);
    }
  }

  addCoupon(code: string, name: string, no = this.desk.state.sale.no): void {
    const add = (sale: Sale) =>
      sale.coupons.some((old) => old.code === code)
        ? sale
        : { ...sale, coupons: [...sale.coupons, { code, name }] };
    this.desk.edit(add, no);
    this.say(no, { kind: 'coupon', name });
  }

  private async certificate(code: string, no: number): Promise<void> {
    try {
      const options = { signal: inTime() };
      const { balance } = await call('POST /v1/certificates/balance', { body: { code } }, options);
      const add = (sale: Sale) =>
        sale.certificates.some((old) => old.code === code)
          ? sale
          : { ...sale, certificates: [...sale.certificates, { code, balance }] };
      this.desk.edit(add, no);
      this.say(no, { kind: 'certificate', balance });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) {
        this.say(no, { kind: 'unknownCode', code });
      } else throw error;
    }
  }

  /** A product that was met before; else a card while nobody is there; else a product that is new. */
  private async ean(code: string): Promise<void> {
    const { desk } = this;
    const { no } = desk.state.sale;
    const item = await desk.met.findItem(code);
    if (item) {
      const { sku, name, price } = item;
      desk.edit((sale) => addLine(sale, { sku, name, price, quantity: '1' }), no);
      return;
    }
    if (!this.customer()) {
      await this.identify({ card: code }, code);
      const isProduct = this.customer()?.state === 'absent' && desk.state.sale.no === no;
      if (!isProduct) return;
      this.forget();
    }
    desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, name: code } }), no);
    this.say(no, { kind: 'newItem', code });
  }

  /** Nobody is an answer; no answer is nothing. */
  private async find(reference: MemberReference, no: number): Promise<Known | null | undefined> {
    const { desk } = this;
    try {
      const options = { signal: inTime() };
      const { items } = await call('POST /v1/members/find', { body: reference }, options);
      desk.fared();
      const [row] = items;
      if (!row) {
        await desk.met.forget(reference);
        return null;
      }
      const { id, name, tiers, balances, blocked } = row;
      const member: Known = {
        id,
        ...(name && { name }),
        tiers: tiers.map(({ track, tier }) => ({ track, tier })),
        balances: balances.map(({ unit, spendable }) => ({ unit, spendable })),
        blocked,
      };
      await desk.met.remember(reference, member);
      return member;
    } catch (error) {
      if (isForLater(error)) {
        desk.fared(error);
        return undefined;
      }
      this.explain(no, error);
      return null;
    }
  }

  private customer(): Customer | undefined {
    return this.desk.state.sale.customer;
  }

  /** Changes the customer, if it is still the same that stands there. */
  private become(no: number, asked: Customer, customer: Customer): void {
    const change = (sale: Sale) => {
      const now = sale.customer;
      const isSame = now?.shown === asked.shown && sameReference(now, asked);
      return isSame ? { ...sale, customer } : sale;
    };
    this.desk.edit(change, no);
  }

  private say(no: number, notice: Notice): void {
    if (this.desk.state.sale.no === no) this.desk.say(notice);
  }

  private explain(no: number, error: unknown): void {
    if (isForLater(error)) {
      this.desk.fared(error);
      this.say(no, { kind: 'needsNetwork' });
    } else if (error instanceof ApiProblem) this.say(no, { kind: 'refused', told: told(error) });
    else throw error;
  }
}

const found = (customer: Customer, member: Known | null): Customer =>
  member ? { ...customer, state: 'known', member } : { ...customer, state: 'absent' };

function sameReference(now: Customer, asked: Customer): boolean {
  const text = (one: Customer) => JSON.stringify(lasting(one.reference));
  return text(now) === text(asked);
}

/** A rotating code is stale in a minute; the id in it stays. */
function lasting(reference: MemberReference): MemberReference {
  const id = reference.token ? memberIn(reference.token) : undefined;
  return id ? { id } : reference;
}
