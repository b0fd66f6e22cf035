/** How the server can be reached, by what became of the last questions. */
export type Reach = 'up' | 'slow' | 'down';

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Watches how questions fare, and while the server cannot be reached tries again after longer and longer
 * pauses. Nothing is asked while all is well.
 */
export class Connection {
  reach: Reach = 'up';
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly attempt: () => Promise<boolean>;
  private readonly changed: () => void;

  /** `attempt` says whether the server could be reached. */
  constructor(attempt: () => Promise<boolean>, changed: () => void) {
    this.attempt = attempt;
    this.changed = changed;
  }

  answered(): void {
    this.stop();
    this.pause = FIRST_PAUSE_MS;
    this.become('up');
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
  async tryNow(): Promise<void> {
    this.stop();
    if (await this.attempt()) this.answered();
    else this.failed();
  }

  stop(): void {
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
