import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import { Allowance } from '../offline/allowance';
import { keep, kept } from '../offline/kept';
import { Met } from '../offline/met';
import { inTime, isUnreached, type Sent } from '../offline/outcome';
import { Queue } from '../offline/queue';
import { openStore, type Store } from '../offline/store';
import {
  basketOf,
  isEmpty,
  newSale,
  type Place,
  type Sale,
  spendable,
  totalOf,
} from '../sale/sale';
import type { Country } from '../scan/countries';
import { Checkout } from './checkout';
import { Claiming } from './claiming';
import { Clock } from './clock';
import { Connection } from './connection';
import { LiveQuote, type Question } from './liveQuote';
import { LATE } from './patience';
import { Reserving } from './reserving';
import type { DeskState, Notice } from './state';

/**
 * The counter: one sale after the other, with the server when it answers and without it when it does not.
 * INVARIANT: no step of a sale waits longer than `PATIENCE_MS` for the server.
 */
export class Desk {
  state: DeskState;
  place: Place | undefined;
  country: Country | undefined;
  readonly queue: Queue;
  readonly allowance: Allowance;
  readonly met: Met;
  readonly quote: LiveQuote;
  readonly connection: Connection;
  readonly clock = new Clock(Date.now, kept('ahead'), (ahead) => keep('ahead', ahead));
  readonly reserving = new Reserving(this);
  private readonly checkout = new Checkout(this);
  private readonly claiming = new Claiming(this);
  private finishing: Promise<void> | undefined;
  /** What was changed while the sale was being finished. */
  private postponed: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();

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
    this.queue = new Queue(store);
    this.met = new Met(store);
    this.connection = new Connection(
      () => this.reachServer(),
      () => this.show({ reach: this.connection.reach }),
      // Nobody at the till: what waits has to wait.
      () => this.place !== undefined && this.state.rows.some((row) => row.state === 'waiting'),
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
    this.queue.onOutcome = (number, outcome) => this.checkout.heard(number, outcome);
  }

  static async open(store?: Store): Promise<Desk> {
    const desk = new Desk(store ?? (await openStore()));
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

  /**
   * Changes the sale that is on the counter, or the one that is named: an answer that comes late changes no other.
   * One that is being finished changes only when it stays.
   */
  edit(change: (sale: Sale) => Sale, no = this.state.sale.no): void {
    if (this.state.isFinishing) this.postponed.push(() => this.edit(change, no));
    else if (no === this.state.sale.no) this.change(change);
  }

  /** The same at once. */
  change(change: (sale: Sale) => Sale): void {
    const before = this.state.sale;
    const sale = change(before);
    if (sale === before) return;
    if (before.points?.hold && before.points.hold !== sale.points?.hold) {
      void this.reserving.giveBack(before.points.hold);
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
    const { sale, isFinishing } = this.state;
    if (isFinishing) return;
    const hold = sale.points?.unit === unit ? sale.points.hold : undefined;
    const points = { unit, ...(amount && { amount }), ...(hold && { hold }) };
    if (!hold && !this.isDown && !this.reserving.underWay) this.reserving.start(unit);
    this.edit((old) => ({ ...old, points }));
  }

  dontPay(): void {
    this.edit(({ points: _, ...sale }) => sale);
  }

  /** What the customer pays, as it stands on the screen. */
  due(): string {
    const { preview, sale } = this.state;
    const quote =
      preview.kind === 'quoted'
        ? preview.quote
        : preview.kind === 'asking'
          ? preview.before
          : undefined;
    return quote?.totals.payable ?? totalOf(sale, this.scale);
  }

  finish(): Promise<void> {
    if (!this.finishing && this.place) {
      this.show({ isFinishing: true });
      this.finishing = this.checkout.finish().finally(() => {
        this.finishing = undefined;
        this.show({ isFinishing: false });
        for (const change of this.postponed.splice(0)) change();
      });
    }
    return this.free();
  }

  /** Until no sale is being finished: what is scanned meanwhile is for the sale that is there then. */
  free = (): Promise<void> => this.finishing ?? Promise.resolve();

  /** Takes the last sale back. */
  undo = () => this.checkout.undo();

  /** Gives the last sale to the member who came too late for it. */
  claim = () => this.claiming.claim();

  /** Sends what waits, now. */
  sync = () => this.connection.tryNow();

  /** A question outside the quote was answered, or was not. */
  fared(error?: unknown): void {
    if (error === undefined) this.connection.answered();
    else if (error === LATE) this.connection.late();
    else if (isUnreached(error)) this.connection.failed();
  }

  /** Until there is a price, or it is clear that there is none in time. */
  async settled(): Promise<void> {
    await this.reserving.underWay;
    await this.quote.settled();
  }

  question(): Question | undefined {
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
  price(): void {
    if (!this.reserving.underWay) this.quote.want(this.question(), this.isDown);
  }

  private showPrice(): void {
    const { preview } = this.quote;
    const most = preview.kind === 'quoted' ? preview.most : [];
    const seen = most.map(({ unit, amount, money }) => [unit, { amount, money }] as const);
    const rates = { ...this.state.rates, ...Object.fromEntries(seen) };
    if (seen.length > 0) keep('rates', rates);
    this.show({ preview, rates });
  }

  private async reachServer(): Promise<Sent> {
    try {
      await call('GET /v1/till', {}, { signal: inTime() });
    } catch (error) {
      if (isUnreached(error)) return 'none';
      if (!(error instanceof ApiProblem)) throw error;
    }
    if (!this.place) return 'all';
    // A hold that cannot be released now is no reason to keep receipts.
    const released = await this.allowance.release();
    const sent = await this.queue.sync();
    if (released === 'none' || sent === 'none') return 'none';
    return released === 'all' ? sent : 'some';
  }

  private async readRows(): Promise<void> {
    this.show({ rows: await this.queue.list() });
    this.connection.settle();
  }

  show(part: Partial<DeskState>): void {
    this.become({ ...this.state, ...part });
    if (part.reach) this.price();
  }

  become(state: DeskState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
