import { ApiProblem } from '@shared/api/problem';
import { isForLater, told } from '../offline/outcome';
import type { Outcome } from '../offline/queue';
import { holdsOf, type Told } from '../offline/store';
import { alone, isUnclear, needsServer, newSale } from '../sale/sale';
import { receiptNumber } from './clock';
import type { Desk } from './desk';
import { LATE, PATIENCE_MS, within } from './patience';
import type { Last } from './state';

/**
 * The end of a sale, and its way back. INVARIANT: what is sent is the basket whose price the customer was told,
 * whatever happens at the counter meanwhile.
 */
export class Checkout {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  async finish(): Promise<void> {
    const { desk } = this;
    const deadline = performance.now() + PATIENCE_MS;
    const left = () => deadline - performance.now();
    if (!desk.question() || isUnclear(desk.state.sale, desk.scale)) return;
    const shown = desk.due();
    if ((await within(desk.settled(), left())) === LATE) desk.quote.giveUp();
    if (desk.state.preview.kind === 'refused') return;
    // The customer hears another total before they pay, never after.
    if (desk.due() !== shown) desk.say({ kind: 'totalChanged' });
    else await this.commit(left);
  }

  /** Takes the last sale back. */
  async undo(): Promise<void> {
    const { desk } = this;
    const { last } = desk.state;
    if (!last || last.state === 'undone' || last.state === 'undoing') return;
    const { number } = last;
    this.mark(number, 'undoing');
    try {
      await desk.queue.undo(number, () => this.lastOf(number)?.receipt?.id);
      this.mark(number, 'undone');
    } catch (error) {
      this.mark(number, this.lastOf(number)?.receipt ? 'taken' : last.state);
      if (isForLater(error)) desk.say({ kind: 'needsNetwork' });
      else if (error instanceof ApiProblem) desk.say({ kind: 'refused', told: told(error) });
      else throw error;
    }
  }

  /** What became of a receipt that the sale did not wait for. */
  heard(number: string, outcome: Outcome): void {
    const last = this.lastOf(number);
    if (!last) return;
    const isKept = last.state === 'kept';
    if (outcome.kind === 'taken') {
      const { receipt } = outcome;
      this.desk.show({ last: { ...last, receipt, state: isKept ? 'taken' : last.state } });
    } else if (outcome.kind === 'refused' && isKept) this.mark(number, 'refused');
    else if (outcome.kind === 'stands') {
      this.mark(number, 'taken');
      this.desk.say({ kind: 'refused', told: outcome.told });
    }
  }

  private async commit(left: () => number): Promise<void> {
    const { desk } = this;
    const { sale, preview } = desk.state;
    const question = desk.question();
    if (!question || !desk.place) return;
    const quoted = preview.kind === 'quoted' ? preview : undefined;
    const at = desk.clock.now();
    const number = receiptNumber(at, crypto.getRandomValues(new Uint8Array(4)));
    const basket = {
      ...(quoted ? quoted.basket : alone(question.basket)),
      ...(quoted && { expected_payable: quoted.quote.totals.payable }),
      at: at.toISOString(),
      number,
    };
    const taken = desk.due();
    const { currency } = desk.place;
    const customer = sale.customer?.member?.name ?? sale.customer?.shown;
    const shown = { number, taken, currency, ...(customer && { customer }) };
    const key = await desk.queue.add({ ...shown, basket }, !quoted || desk.isDown);
    const outcome = desk.isDown ? ({ kind: 'later' } as const) : await this.sent(key, left());
    if (outcome.kind === 'refused') return this.takeBack(key, outcome.told);
    if (outcome.kind === 'unreached' && needsServer(basket)) return this.askFullPrice(number);
    if (outcome.kind === 'unreached') await desk.queue.leave(key);
    const last: Last = { ...shown, state: 'kept' };
    if (outcome.kind === 'taken') {
      last.state = 'taken';
      last.receipt = outcome.receipt;
    }
    if (quoted) last.quote = quoted.quote;
    if (basket.member) last.member = basket.member;
    this.next(last, holdsOf(basket));
    if (outcome.kind === 'taken') desk.connection.answered();
    else if (outcome.kind === 'unreached') desk.connection.failed();
    else if (!desk.isDown) desk.connection.late();
  }

  /** What comes of a receipt while the customer waits. What is not there by then is for later. */
  private async sent(key: string, left: number): Promise<Outcome> {
    const sending = this.desk.queue.send(key);
    const outcome = await within(sending, left);
    if (outcome !== LATE && outcome.kind !== 'later') return outcome;
    // It may have been answered in this very moment.
    return (await this.desk.queue.leave(key)) ? { kind: 'later' } : sending;
  }

  /** Makes room for the next customer. */
  private next(last: Last, spent: readonly string[]): void {
    const { desk } = this;
    const { notice: _, ...rest } = desk.state;
    const hold = rest.sale.points?.hold;
    desk.become({ ...rest, last, sale: newSale(rest.sale.no + 1) });
    desk.price();
    if (hold && !spent.includes(hold)) void desk.reserving.giveBack(hold);
  }

  /** The server said no while the customer is still there: the sale stays on the counter. */
  private async takeBack(key: string, refusal: Told): Promise<void> {
    const { desk } = this;
    await desk.queue.discard(key);
    desk.change((sale) => {
      if (!sale.points) return sale;
      const { hold: _, ...points } = sale.points;
      return { ...sale, points };
    });
    desk.say({ kind: 'refused', told: refusal });
    const question = desk.question();
    if (question) desk.quote.again(question, desk.isDown);
  }

  /** The network went with the receipt, and its price holds only with the server: the customer hears the other. */
  private async askFullPrice(number: string): Promise<void> {
    const { desk } = this;
    await desk.queue.undo(number, () => undefined);
    desk.connection.failed();
    desk.say({ kind: 'totalChanged' });
  }

  private lastOf(number: string): Last | undefined {
    const { last } = this.desk.state;
    return last?.number === number ? last : undefined;
  }

  private mark(number: string, state: Last['state']): void {
    const last = this.lastOf(number);
    if (last) this.desk.show({ last: { ...last, state } });
  }
}
