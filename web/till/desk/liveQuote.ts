import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import type { Basket, Quote } from '@shared/api/types';
import { isForLater, isUnreached, told } from '../offline/outcome';
import type { Told } from '../offline/store';
import { needsServer } from '../sale/sale';
import { LATE, PATIENCE_MS, within } from './patience';

/** Keys that follow each other as quickly as this are one question. */
const PAUSE_MS = 120;

/** How much of a unit could pay now, and what it is worth. */
export interface Most {
  unit: string;
  amount: string;
  money: string;
}

export type Preview =
  | { kind: 'empty' }
  /** `before`: what the last question was answered with. */
  | { kind: 'asking'; before?: Quote }
  /**
   * `basket` is the one that this is the price of. `unpaid`: why no units pay although somebody wished it; then
   * it is the one without them.
   */
  | { kind: 'quoted'; quote: Quote; basket: Basket; most: readonly Most[]; unpaid?: Told }
  /** The server did not answer in time: the sale goes on at full price. */
  | { kind: 'alone' }
  | { kind: 'refused'; told: Told };

/** What is asked: the basket, the same without units, and the same with all units that could pay. */
export interface Question {
  basket: Basket;
  /** Only where units are to pay. */
  unpaid?: Basket;
  /** Only where a member has something to spend. */
  greediest?: Basket;
}

interface Reports {
  answered: (quote: Quote) => void;
  late: () => void;
  failed: () => void;
}

/**
 * Keeps the price of the basket on the counter. A newer question ends the older one; the same question is not
 * asked again. Nothing is asked while nothing changes.
 */
export class LiveQuote {
  preview: Preview = { kind: 'empty' };
  private asked = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;
  private settle: () => void = () => {};
  private settling: Promise<void> = Promise.resolve();
  private readonly show: () => void;
  private readonly reports: Reports;

  constructor(show: () => void, reports: Reports) {
    this.show = show;
    this.reports = reports;
  }

  /** What is on the counter now. Without a network nothing is asked, and what only the server can give is lost. */
  want(question: Question | undefined, isDown: boolean): void {
    const text = question ? JSON.stringify(question) : '';
    const { preview } = this;
    const isLost = isDown && preview.kind === 'quoted' && needsServer(preview.basket);
    const isAnswered = (preview.kind === 'quoted' && !isLost) || preview.kind === 'refused';
    const isAlone = isDown && preview.kind === 'alone';
    const isSame = text === this.asked && preview.kind !== 'empty';
    if (isSame && (isAnswered || isAlone || this.timer || this.running)) return;
    if (!question && preview.kind === 'empty') return;
    this.stop();
    this.asked = text;
    if (!question || isDown) {
      this.become({ kind: question ? 'alone' : 'empty' });
      return;
    }
    const before = preview.kind === 'quoted' ? preview.quote : undefined;
    this.settling = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.become(before ? { kind: 'asking', before } : { kind: 'asking' });
    this.timer = setTimeout(() => void this.ask(question), PAUSE_MS);
  }

  /** Ask again although nothing changed: the server refused what it had quoted. */
  again(question: Question, isDown: boolean): void {
    this.asked = '';
    this.want(question, isDown);
  }

  /** Until there is an answer, or it is clear that there is none in time. */
  settled = () => this.settling;

  /** Nobody waits any longer; an answer that still comes is taken. */
  giveUp(): void {
    if (this.preview.kind !== 'asking') return;
    this.reports.late();
    this.become({ kind: 'alone' });
    this.settle();
  }

  private async ask(question: Question): Promise<void> {
    this.timer = undefined;
    const running = new AbortController();
    this.running = running;
    const answer = this.answerOf(question, running.signal);
    const first = await within(answer, PATIENCE_MS);
    if (this.running !== running) return;
    if (first === LATE) this.giveUp();
    const preview = first === LATE ? await answer : first;
    if (this.running !== running) return;
    this.running = undefined;
    this.become(preview);
    this.settle();
  }

  /** Never fails: what goes wrong is a preview too. */
  private async answerOf(question: Question, signal: AbortSignal): Promise<Preview> {
    try {
      const [quote, most] = await Promise.all([
        quoteOf(question, signal),
        question.greediest ? mostOf(question.greediest, signal) : [],
      ]);
      this.reports.answered(quote.quote);
      return { kind: 'quoted', ...quote, most };
    } catch (error) {
      if (signal.aborted) return { kind: 'alone' };
      if (isForLater(error)) {
        if (isUnreached(error)) this.reports.failed();
        return { kind: 'alone' };
      }
      if (!(error instanceof ApiProblem)) throw error;
      return { kind: 'refused', told: told(error) };
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
    this.running = undefined;
    this.settle();
  }

  private become(preview: Preview): void {
    this.preview = preview;
    this.show();
  }
}

/** Units that cannot pay stand in nobody's way. */
async function quoteOf(
  question: Question,
  signal: AbortSignal,
): Promise<{ quote: Quote; basket: Basket; unpaid?: Told }> {
  const ask = (body: Basket) => call('POST /v1/quotes', { query: {}, body }, { signal });
  try {
    return { quote: await ask(question.basket), basket: question.basket };
  } catch (error) {
    const isRefused = error instanceof ApiProblem && !isForLater(error);
    const { unpaid } = question;
    if (!isRefused || !unpaid) throw error;
    return { quote: await ask(unpaid), basket: unpaid, unpaid: told(error) };
  }
}

/** What could be paid at most; nothing when none of it can. */
async function mostOf(basket: Basket, signal: AbortSignal): Promise<Most[]> {
  try {
    const quote = await call('POST /v1/quotes', { query: {}, body: basket }, { signal });
    return quote.effects.flatMap(({ kind, unit, amount, money }) =>
      kind === 'spent' && unit && amount && money ? [{ unit, amount, money }] : [],
    );
  } catch (error) {
    if (error instanceof ApiProblem && !isForLater(error)) return [];
    throw error;
  }
}
