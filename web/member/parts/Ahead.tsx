import { type ComponentType, lazy, useState } from 'react';

/** A component in a file of its own, which can be fetched before it is shown. */
export class Chunk<Props extends object> {
  #there: ComponentType<Props> | undefined;
  readonly #load: () => Promise<ComponentType<Props>>;
  readonly #later: ComponentType<Props>;

  constructor(load: () => Promise<ComponentType<Props>>) {
    this.#load = load;
    this.#later = lazy(async () => ({ default: await load() }));
  }

  async fetch(): Promise<void> {
    this.#there = await this.#load();
  }

  get component(): ComponentType<Props> {
    return this.#there ?? this.#later;
  }
}

/**
 * Shows it, and does not suspend when it was fetched: React holds back whatever did for 300 ms, and a card at
 * the counter has only 500.
 */
export function Ahead<Props extends object>({
  of,
  with: props,
}: {
  of: Chunk<Props>;
  with: Props;
}) {
  // Once and for all: another component in the same place would begin anew.
  const [Shown] = useState(() => of.component);
  return <Shown {...props} />;
}
