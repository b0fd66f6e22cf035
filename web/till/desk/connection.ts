import type { Sent } from '../offline/outcome';

/** How the server can be reached, by what became of the last questions. */
export type Reach = 'up' | 'slow' | 'down';

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Watches how questions fare, and while the server cannot be reached, or something waits for it, tries again after
 * longer and longer pauses. Nothing is asked while all is well. INVARIANT: while something waits there is an
 * attempt under way or a timer for the next.
 */
export class Connection {
  reach: Reach = 'up';
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private trying: Promise<void> | undefined;
  private readonly attempt: () => Promise<Sent>;
  private readonly changed: () => void;
  private readonly isOwing: () => boolean;

  /** `attempt` sends what waits; `isOwing` says whether anything does. */
  constructor(attempt: () => Promise<Sent>, changed: () => void, isOwing: () => boolean) {
    this.attempt = attempt;
    this.changed = changed;
    this.isOwing = isOwing;
  }

  answered(): void {
    const isBack = this.reach !== 'up';
    this.become('up');
    if (isBack && this.isOwing()) void this.tryNow();
    else this.settle();
  }

  /** Something waits that did not, or waits no more. */
  settle(): void {
    if (this.isOwing()) this.wait();
    else if (this.reach === 'up') this.rest();
  }

  late(): void {
    if (this.reach === 'up') this.become('slow');
    this.wait();
  }

  failed(): void {
    this.become('down');
    this.wait();
  }

  /** Tries at once: the browser says that there is a network again, or somebody asks for it. */
  tryNow(): Promise<void> {
    this.trying ??= this.try().finally(() => {
      this.trying = undefined;
    });
    return this.trying;
  }

  private async try(): Promise<void> {
    this.stop();
    const sent = await this.attempt();
    if (sent === 'none') {
      this.failed();
      return;
    }
    this.become('up');
    // What came in meanwhile was not part of this attempt.
    if (sent === 'some' || this.isOwing()) this.wait();
    else this.rest();
  }

  private rest(): void {
    this.stop();
    this.pause = FIRST_PAUSE_MS;
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private wait(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
      void this.tryNow();
    }, this.pause);
  }

  private become(reach: Reach): void {
    if (this.reach === reach) return;
    this.reach = reach;
    this.changed();
  }
}
