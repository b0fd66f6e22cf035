/** Differences below this are the way of the answer, not the clock. */
const SMALL_MS = 2000;

/**
 * The time of the server, as far as the till knows it: receipts that lie in the future are refused, and clocks of
 * devices go wrong.
 */
export class Clock {
  private ahead: number;
  private readonly device: () => number;
  private readonly keep: (ahead: number) => void;

  /** `ahead` is what was known before the page was loaded, and `keep` keeps it for the next time. */
  constructor(device: () => number, ahead = 0, keep: (ahead: number) => void = () => {}) {
    this.device = device;
    this.ahead = ahead;
    this.keep = keep;
  }

  /** The server has said what time it is. */
  learn(moment: string): void {
    const difference = this.device() - Date.parse(moment);
    if (Number.isNaN(difference)) return;
    const ahead = Math.abs(difference) < SMALL_MS ? 0 : difference;
    if (ahead === this.ahead) return;
    this.ahead = ahead;
    this.keep(ahead);
  }

  now(): Date {
    return new Date(this.device() - this.ahead);
  }
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * A number for a receipt, unique at its till and day without asking anybody: the time of day, for people, and
 * four letters out of a million.
 */
export function receiptNumber(at: Date, random: Uint8Array): string {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()];
  const letters = Array.from(random.slice(0, 4), (byte) => LETTERS[byte % LETTERS.length]);
  return `${time.map((part) => String(part).padStart(2, '0')).join('')}-${letters.join('')}`;
}
