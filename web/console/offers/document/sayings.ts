import { type Amount, amountOf } from './amount';
import type { Item } from './items';
import { isNode, type Node, nodeOf } from './text';

/** What a headline says; the texts `head.…` put it into words. */
export type Saying =
  | { say: 'percent' | 'money' | 'moneyEach' | 'price' | 'delivery' | 'pieces'; amount: Amount }
  | { say: 'back' | 'unitsEach' | 'units' | 'times'; amount: Amount; unit: string }
  | { say: 'perMoney'; amount: Amount; unit: string; per: string }
  | { say: 'buyGet'; buy: string; get: string }
  | { say: 'card'; card: string }
  | { say: 'cost'; cost: [unit: string, amount: string][] }
  | { say: 'fee'; fee: string; term: string }
  | { say: 'values'; values: string[] }
  | { say: 'prizes'; count: number }
  | { say: 'share' | 'commission'; amount: Amount }
  | { say: 'rate'; every: string; gives: string; unit: string }
  | { say: 'seats'; seats: string }
  | { say: 'coupon' | 'certificate'; coupon: string }
  | { say: 'free' | 'freeDelivery' | 'formula' | 'message' };

const one: Amount = { kind: 'flat', text: '1' };

/** The one thing that people want to know about an item; nothing when the section has no such thing. */
export function sayingOf(item: Item): Saying | undefined {
  const { section, node } = item;
  switch (section) {
    case 'offers':
      return offerSaying(node);
    case 'ladders':
    case 'volume_steps':
      return shared('percent', amountOf({ steps: node.steps }));
    case 'earning':
      return earningSaying(node);
    case 'coupons':
      return offerSaying(nodeOf(node.offer)) ?? awardSaying(node.award);
    case 'certificates':
      return Array.isArray(node.values)
        ? { say: 'values', values: node.values.map(String) }
        : undefined;
    case 'stamps':
      return { say: 'card', card: String(node.card ?? '') };
    case 'catalogue':
      return {
        say: 'cost',
        cost: Object.entries(nodeOf(node.cost)).map(([k, v]) => [k, String(v)]),
      };
    case 'referral':
      return givesSaying(node.advocate) ?? givesSaying(node.friend);
    case 'memberships':
      return { say: 'fee', fee: String(node.fee ?? '0'), term: String(node.term ?? '') };
    case 'groups':
      return node.seats === undefined ? undefined : { say: 'seats', seats: String(node.seats) };
    case 'raffles':
      return { say: 'prizes', count: prizesIn(node) };
    case 'causes':
      return shared('share', amountOf(node.share));
    case 'affiliates':
      return shared('commission', amountOf(node.commission));
    case 'coalition':
      return shared('share', amountOf(node.issues));
    case 'exchanges':
      return {
        say: 'rate',
        every: String(node.every ?? ''),
        gives: String(node.gives ?? ''),
        unit: String(node.unit ?? ''),
      };
    default:
      return givesSaying(node.gives);
  }
}

const shared = <S extends 'percent' | 'share' | 'commission'>(say: S, amount?: Amount) =>
  amount && { say, amount };

function offerSaying(node: Node): Saying | undefined {
  const shipping = amountOf(node.shipping);
  if (shipping) {
    return shipping.kind === 'flat' && Number(shipping.text) === 100
      ? { say: 'freeDelivery' }
      : { say: 'delivery', amount: shipping };
  }
  if (isNode(node.buy_get)) {
    return {
      say: 'buyGet',
      buy: String(node.buy_get.buy ?? ''),
      get: String(node.buy_get.get ?? ''),
    };
  }
  const kinds = {
    percent: 'percent',
    amount: 'money',
    amount_each: 'moneyEach',
    price: 'price',
    free_pieces: 'pieces',
  } as const;
  for (const [key, say] of Object.entries(kinds)) {
    const amount = amountOf(node[key]);
    if (amount) return { say, amount };
  }
  return undefined;
}

function earningSaying(node: Node): Saying | undefined {
  const unit = String(node.unit ?? '');
  const give = amountOf(node.give);
  if (give) return { say: 'perMoney', amount: give, unit, per: String(node.per ?? '1') };
  const kinds = { percent: 'back', each: 'unitsEach', once: 'units', multiply: 'times' } as const;
  for (const [key, say] of Object.entries(kinds)) {
    const amount = amountOf(node[key]);
    if (amount) return { say, amount, unit };
  }
  return node.formula ? { say: 'formula' } : undefined;
}

function awardSaying(award: unknown): Saying | undefined {
  const { unit, amount } = nodeOf(award);
  const found = amountOf(amount);
  return found && { say: 'units', amount: found, unit: String(unit ?? '') };
}

/** What `gives` brings, the most tangible thing first. */
function givesSaying(gives: unknown): Saying | undefined {
  const node = nodeOf(gives);
  const award = awardSaying(node.award);
  if (award) return award;
  if (typeof node.coupon === 'string') return { say: 'coupon', coupon: node.coupon };
  if (isNode(node.free)) return { say: 'free' };
  if (isNode(node.certificate))
    return { say: 'certificate', coupon: String(node.certificate.type ?? '') };
  return node.message ? { say: 'message' } : undefined;
}

function prizesIn(node: Node): number {
  const prizes = Object.values(nodeOf(node.prizes));
  return prizes.reduce<number>((sum, prize) => sum + Number(amountIn(nodeOf(prize).count)), 0);
}

const amountIn = (value: unknown): string => {
  const found = amountOf(value) ?? one;
  return found.kind === 'formula' ? '1' : found.text;
};
