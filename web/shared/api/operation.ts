/**
 * The key of an operation. INVARIANT: what was asked once and may have happened is asked again with the same
 * key, so it happens once; whatever else is asked gets a fresh one.
 */
export class Operation {
  private open: { key: string; input: string } | undefined;
  private readonly fresh: () => string;

  constructor(fresh: () => string = () => crypto.randomUUID()) {
    this.fresh = fresh;
  }

  /** The key for this input: the old one while its outcome is unknown. */
  begin(input: unknown): string {
    const text = JSON.stringify(input) ?? '';
    if (this.open?.input !== text) this.open = { key: this.fresh(), input: text };
    return this.open.key;
  }

  /** The server has answered, whatever it said. */
  settle(): void {
    this.open = undefined;
  }
}
