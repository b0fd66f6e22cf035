import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import { Allowance } from '../offline/allowance';
import { keep, kept } from '../offline/kept';
import { Met } from '../offline/met';
import { inTime, isForLater, told } from '../offline/outcome';
import { type Outcome, Queue } from '../offline/queue';
import { openStore, type Store } from '../offline/store';
import {
  alone,
  basketOf,
  isEmpty,
  isUnclear,
  newSale,
  type Place,
  type Sale,
  spendable,
  totalOf,
} from '../sale/sale';
import type { Country } from '../scan/countries';
import { Clock, receiptNumber } from './clock';
import { Connection } from './connection';
import { LiveQuote, type Question } from './liveQuote';
import { LATE, PATIENCE_MS, within } from './patience';
import type { DeskState, Last, Notice } from './state';

/**
 * The counter: one sale after the other, with the server when it answers and without it when it does not.
 * INVARIANT: no step of a sale waits longer than `PATIENCE_MS` for the server.
 */
export class Desk {
  state: DeskState;
  readonly queue: Queue;
  readonly allowance: Allowance;
  readonly met: Met;
  country: Country | undefined;
  private place: Place | undefined;
  private readonly quote: LiveQuote;
  private readonly connection: Connection;
  private readonly clock = new Clock();
  private readonly listeners = new Set<() => void>();
  private placing: Promise<void> | undefined;

  private constructor(store: Store) {
    this.state = {
      sale: newSale(1),
      preview: { kind: 'empty' },
      reach: 'up',
      rows: [],
      isFinishing: false,
      rates: kept('rates') ?? {},
    };
    this.allowance = new Allowance(store);
    this.queue = new Queue(store, this.allowance);
    this.met = new Met(store);
    this.connection = new Connection(
      () => this.reachServer(),
      () => this.show({ reach: this.connection.reach }),
    );
    this.quote = new LiveQuote(() => this.showPrice(), {
      answered: (quote) => {
        this.clock.learn(quote.at);
        this.connection.answered();
      },
      late: () => this.connection.late(),
      failed: () => this.connection.failed(),
    });
    this.queue.subscribe(() => void this.readRows());
    this.queue.onOutcome = (number, outcome) => this.heard(number, outcome);
  }

  static async open(): Promise<Desk> {
    const desk = new Desk(await openStore());
    await desk.allowance.begin();
    await desk.readRows();
    window.addEventListener('online', () => void desk.connection.tryNow());
    window.addEventListener('offline', () => desk.connection.failed());
    return desk;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Somebody stands at the till. */
  begin(place: Place, country: Country | undefined): void {
    const isNew = JSON.stringify(place) !== JSON.stringify(this.place);
    this.place = place;
    this.country = country;
    if (isNew) void this.connection.tryNow();
    this.price();
  }

  /** Nobody does: what waits has to wait until somebody signs in. */
  end(): void {
    this.place = undefined;
  }

  get scale(): number {
    return this.place?.scale ?? 2;
  }

  /** Whether to ask at all: after a failure only the connection's own attempts do. */
  get isDown(): boolean {
    return this.state.reach === 'down';
  }

  /** Changes the sale; what was finished before makes room. */
  edit(change: (sale: Sale) => Sale): void {
    const before = this.state.sale;
    const sale = change(before);
    if (sale === before) return;
    if (before.points?.hold && before.points.hold !== sale.points?.hold) {
      void this.giveBack(before.points.hold);
    }
    this.show({ sale });
    this.price();
  }

  say(notice: Notice | undefined): void {
    const { notice: _, ...rest } = this.state;
    this.become(notice ? { ...rest, notice } : rest);
  }

  /** A customer goes without buying. */
  clear(): void {
    this.say(undefined);
    this.edit((sale) => (isEmpty(sale) ? sale : newSale(sale.no + 1)));
  }

  /** Pays with so many units, or with as many as may be; reserves them while there is a network. */
  pay(unit: string, amount?: string): void {
    const { sale } = this.state;
    const hold = sale.points?.unit === unit ? sale.points.hold : undefined;
    const points = { unit, ...(amount && { amount }), ...(hold && { hold }) };
    if (!hold && !this.isDown && !this.placing) this.startReserving(unit);
    this.edit((old) => ({ ...old, points }));
  }

  dontPay(): void {
    this.edit(({ points: _, ...sale }) => sale);
  }

  /** What the customer pays, as it stands on the screen. */
  due(): string {
    const { preview, sale } = this.state;
    return preview.kind === 'quoted' ? preview.quote.totals.payable : totalOf(sale, this.scale);
  }

  async finish(): Promise<void> {
    const question = this.question();
    if (!question || !this.place || this.state.isFinishing) return;
    if (isUnclear(this.state.sale, this.scale)) return;
    const deadline = performance.now() + PATIENCE_MS;
    const left = () => deadline - performance.now();
    const shown = this.due();
    const wasAsking = this.state.preview.kind === 'asking';
    this.show({ isFinishing: true });
    try {
      await within(Promise.all([this.placing, this.quote.settled()]), left());
      // The customer hears another total before they pay, never after.
      if (wasAsking && this.state.preview.kind === 'quoted' && this.due() !== shown) {
        this.say({ kind: 'totalChanged' });
      } else if (this.state.preview.kind !== 'refused') {
        await this.commit(question, this.place.currency, left());
      }
    } finally {
      this.show({ isFinishing: false });
    }
  }

  /** Takes the last sale back. */
  async undo(): Promise<void> {
    const { last } = this.state;
    if (!last || last.state === 'undone' || last.state === 'undoing') return;
    this.show({ last: { ...last, state: 'undoing' } });
    try {
      if (last.receipt) {
        const path = { receipt_id: last.receipt.id };
        const key = `${last.key}-void`;
        await call(
          'POST /v1/receipts/{receipt_id}/void',
          { path, body: {} },
          { key, signal: inTime() },
        );
      } else {
        await this.queue.undo(last.key);
      }
      this.show({ last: { ...last, state: 'undone' } });
    } catch (error) {
      this.show({ last });
      if (isForLater(error)) this.say({ kind: 'needsNetwork' });
      else if (error instanceof ApiProblem) this.say({ kind: 'refused', told: told(error) });
      else throw error;
    }
  }

  /** Sends what waits, now. */
  sync = () => this.connection.tryNow();

  /** A question outside the quote was answered, or was not. */
  fared(error?: unknown): void {
    if (error === undefined) this.connection.answered();
    else if (error === LATE) this.connection.late();
    else if (isForLater(error)) this.connection.failed();
  }

  private async commit(question: Question, currency: string, left: number): Promise<void> {
    const { sale, preview } = this.state;
    const at = this.clock.now();
    const number = receiptNumber(at, crypto.getRandomValues(new Uint8Array(4)));
    const quote = preview.kind === 'quoted' ? preview.quote : undefined;
    const quoted =
      preview.kind === 'quoted' && preview.unpaid ? question.unpaid : this.question()?.basket;
    const basket = quote && quoted ? { ...quoted } : alone(question.basket);
    if (quote) basket.expected_payable = quote.totals.payable;
    else if (sale.points?.hold) await this.allowance.drop([sale.points.hold]);
    const taken = this.due();
    const isLate = !quote || this.isDown;
    const receipt = {
      number,
      basket: { ...basket, at: at.toISOString(), number },
      taken,
      currency,
    };
    const customer = sale.customer?.member?.name ?? sale.customer?.shown;
    const key = await this.queue.add({ ...receipt, ...(customer && { customer }) }, isLate);
    const last: Last = {
      number,
      currency,
      taken,
      key,
      state: 'kept',
      ...(customer && { customer }),
    };
    if (quote) last.quote = quote;
    if (basket.member) last.member = basket.member;
    const outcome = this.isDown
      ? { kind: 'later' as const }
      : await within(this.queue.send(key), left);
    if (outcome !== LATE && outcome.kind === 'refused') {
      await this.takeBack(key, outcome.told);
      return;
    }
    if (outcome === LATE || outcome.kind === 'later') {
      await this.queue.leave(key);
      if (outcome === LATE) this.connection.late();
      else this.connection.failed();
    }
    if (outcome !== LATE && outcome.kind === 'taken') {
      last.state = 'taken';
      last.receipt = outcome.receipt;
      this.connection.answered();
    }
    const { notice: _, ...rest } = this.state;
    this.become({ ...rest, last, sale: newSale(sale.no + 1) });
    this.price();
    if (last.state === 'taken' && this.state.rows.length > 0) void this.sync();
  }

  /** The server said no while the customer is still there: the sale stays on the counter. */
  private async takeBack(key: string, refusal: NonNullable<DeskState['rows'][number]['refusal']>) {
    await this.queue.discard(key);
    this.edit((sale) => {
      if (!sale.points) return sale;
      const { hold: _, ...points } = sale.points;
      return { ...sale, points };
    });
    this.say({ kind: 'refused', told: refusal });
    const question = this.question();
    if (question) this.quote.again(question, this.isDown);
  }

  /** What became of a receipt that the sale did not wait for. */
  private heard(number: string, outcome: Outcome): void {
    const { last } = this.state;
    if (last?.number !== number || last.state !== 'kept') return;
    if (outcome.kind === 'taken') {
      this.show({ last: { ...last, state: 'taken', receipt: outcome.receipt } });
    } else if (outcome.kind === 'refused') this.show({ last: { ...last, state: 'refused' } });
  }

  private startReserving(unit: string): void {
    const placing = this.reserve(unit).finally(() => {
      this.placing = undefined;
      this.price();
    });
    this.placing = placing;
  }

  private async reserve(unit: string): Promise<void> {
    const { no, customer } = this.state.sale;
    const balance = spendable(customer).find((one) => one.unit === unit);
    if (!customer?.member || !balance) return;
    const hold = await this.allowance.place(customer.member.id, unit, balance.spendable);
    const { sale } = this.state;
    const isWanted = sale.no === no && sale.points?.unit === unit && !sale.points.hold;
    if (hold && isWanted && sale.points) {
      const points = { ...sale.points, hold };
      this.edit((old) => ({ ...old, points }));
    } else if (hold) {
      await this.giveBack(hold);
    }
  }

  private async giveBack(hold: string): Promise<void> {
    await this.allowance.drop([hold]);
    if (!this.isDown) await this.allowance.release();
  }

  private question(): Question | undefined {
    const { sale } = this.state;
    const basket = this.place && basketOf(sale, this.place);
    if (!basket) return undefined;
    const { burns, ...unpaid } = basket;
    const question: Question = burns ? { basket, unpaid } : { basket };
    const units = spendable(sale.customer);
    if (units.length > 0) {
      const held = (unit: string) =>
        sale.points?.unit === unit && sale.points.hold ? { hold: sale.points.hold } : {};
      question.greediest = { ...unpaid, burns: units.map(({ unit }) => ({ unit, ...held(unit) })) };
    }
    return question;
  }

  /** While units are being reserved a quote would not find them. */
  private price(): void {
    if (!this.placing) this.quote.want(this.question(), this.isDown);
  }

  private showPrice(): void {
    const { preview } = this.quote;
    const most = preview.kind === 'quoted' ? preview.most : [];
    const seen = most.map(({ unit, amount, money }) => [unit, { amount, money }] as const);
    const rates = { ...this.state.rates, ...Object.fromEntries(seen) };
    if (seen.length > 0) keep('rates', rates);
    this.show({ preview, rates });
  }

  private async reachServer(): Promise<boolean> {
    try {
      await call('GET /v1/till', {}, { signal: inTime() });
    } catch (error) {
      if (isForLater(error)) return false;
    }
    if (!this.place) return true;
    return (await this.allowance.release()) && (await this.queue.sync());
  }

  private async readRows(): Promise<void> {
    this.show({ rows: await this.queue.list() });
  }

  private show(part: Partial<DeskState>): void {
    this.become({ ...this.state, ...part });
    if (part.reach) this.price();
  }

  private become(state: DeskState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
