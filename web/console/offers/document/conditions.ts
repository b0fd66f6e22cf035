import type { Item } from './items';
import { listOf, type Node, nodeOf } from './text';

/** What has to be true for an item to act, in the order in which people ask. */
export type Condition =
  | { about: 'weekdays'; days: string[] }
  | { about: 'hours'; hours: string[] }
  | { about: 'from' | 'until' | 'draw'; day: string }
  | { about: 'goods' | 'if'; condition: string }
  | { about: 'minimumMoney' | 'minimumPieces'; amount: string }
  | { about: 'everybody' }
  | { about: 'limit'; times: number; every: string }
  | { about: 'budget'; budget: string }
  | { about: 'code'; code: string }
  | { about: 'uses' | 'stock'; count: number }
  | { about: 'valid'; span: string }
  | { about: 'when'; when: string }
  | { about: 'daysBefore'; days: number };

export function conditionsOf({ section, node }: Item): Condition[] {
  const offer = section === 'coupons' ? nodeOf(node.offer) : {};
  const merged: Node = { ...offer, ...node };
  return [...codes(merged), ...times(merged), ...purchase(merged), ...bounds(merged)];
}

const said = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function codes(node: Node): Condition[] {
  const found: Condition[] = [];
  const code = said(node.code);
  if (code) found.push({ about: 'code', code });
  const when = said(node.when);
  if (when) found.push({ about: 'when', when });
  const before = Number(node.days_before ?? 0);
  if (before > 0) found.push({ about: 'daysBefore', days: before });
  return found;
}

function times(node: Node): Condition[] {
  const schedule = nodeOf(node.schedule);
  const found: Condition[] = [];
  const days = listOf(schedule.weekdays).map(String);
  if (days.length > 0) found.push({ about: 'weekdays', days });
  const hours = listOf(schedule.hours).map(String);
  if (hours.length > 0) found.push({ about: 'hours', hours });
  const from = said(schedule.from ?? node.from);
  if (from && /^\d{4}-/.test(from)) found.push({ about: 'from', day: from });
  const until = said(schedule.until ?? node.until);
  if (until) found.push({ about: 'until', day: until });
  const draw = said(node.draw);
  if (draw) found.push({ about: 'draw', day: draw });
  const span = said(node.valid_for);
  if (span) found.push({ about: 'valid', span });
  return found;
}

function purchase(node: Node): Condition[] {
  const found: Condition[] = [];
  const on = said(node.on);
  if (on) found.push({ about: 'goods', condition: on });
  const minimum = nodeOf(node.minimum);
  const amount = said(minimum.amount);
  if (amount) found.push({ about: 'minimumMoney', amount });
  const pieces = said(minimum.quantity);
  if (pieces) found.push({ about: 'minimumPieces', amount: pieces });
  const condition = said(node.if);
  if (condition) found.push({ about: 'if', condition });
  if (node.for === 'everybody') found.push({ about: 'everybody' });
  return found;
}

function bounds(node: Node): Condition[] {
  const found: Condition[] = listOf(node.limits).map((limit) => ({
    about: 'limit',
    times: Number(nodeOf(limit).times ?? 1),
    every: String(nodeOf(limit).every ?? 'lifetime'),
  }));
  if (node.uses !== undefined) found.push({ about: 'uses', count: Number(node.uses) });
  if (node.stock !== undefined) found.push({ about: 'stock', count: Number(node.stock) });
  const budget = said(node.budget);
  if (budget) found.push({ about: 'budget', budget });
  return found;
}
