import type { Item, Section } from './items';
import { nodeOf } from './text';

/** Whether something is in force at a moment. */
export type State = 'always' | 'now' | 'later' | 'over';

interface Stretch {
  from?: string;
  until?: string;
}

const PLACES: Partial<Record<Section, (node: Item['node']) => Stretch>> = {
  coupons: (node) => node as Stretch,
  raffles: (node) => ({ until: text(node.draw) ?? '' }),
};

/** From when until when, as the document says. */
export function stretchOf({ section, node }: Item): Stretch {
  const found = PLACES[section]?.(node) ?? (nodeOf(node.schedule) as Stretch);
  const from = text(found.from);
  const until = text(found.until);
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

/** A day in `until` belongs to it; a time does not. */
export function stateOf(stretch: Stretch, now: string): State {
  const { from, until } = stretch;
  if (from && now < from) return 'later';
  if (until) {
    const isOver = until.length === 10 ? now.slice(0, 10) > until : now >= until;
    if (isOver) return 'over';
  }
  return from || until ? 'now' : 'always';
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
