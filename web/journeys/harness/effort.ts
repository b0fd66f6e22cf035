import type { BrowserContext } from 'playwright-core';

/**
 * What people have to do to get somewhere, counted where it happens: clicks of a pointer (a choice in a list
 * of the browser counts as one), and fields into which something was typed.
 */
export class Effort {
  clicks = 0;
  #fields = new Set<string>();
  #began = performance.now();

  get fields(): number {
    return this.#fields.size;
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** Does something that nobody at the screen would do, and that therefore takes them no time. */
  async aside<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.#began += performance.now() - began;
    }
  }

  restart(): void {
    this.clicks = 0;
    this.#fields.clear();
    this.#began = performance.now();
  }

  /** Counts on every page of a context from now on. */
  static async of(context: BrowserContext): Promise<Effort> {
    const effort = new Effort();
    await context.exposeFunction('__clicked', () => {
      effort.clicks += 1;
    });
    await context.exposeFunction('__typed', (field: string) => {
      effort.#fields.add(field);
    });
    await context.addInitScript(listen);
    return effort;
  }
}

/** Runs in the page. */
function listen(): void {
  const told = window as unknown as {
    __clicked: () => void;
    __typed: (field: string) => void;
  };
  // The browser makes clicks of its own, of a label on its field and of Enter in a form: those have no detail
  // or are not from the hand.
  const onPointer = (event: PointerEvent) => {
    if (event.isTrusted) told.__clicked();
  };
  const onChange = ({ target }: Event) => {
    if (target instanceof HTMLSelectElement) told.__clicked();
  };
  const onInput = ({ target }: Event) => {
    if (!(target instanceof HTMLElement) || target instanceof HTMLSelectElement) return;
    if (target instanceof HTMLInputElement && /checkbox|radio|range|file/.test(target.type)) return;
    told.__typed(`${location.pathname} ${target.id || target.getAttribute('name') || 'a field'}`);
  };
  window.addEventListener('pointerdown', onPointer, true);
  window.addEventListener('change', onChange, true);
  window.addEventListener('input', onInput, true);
}
