import type { Basket } from '@shared/api/types';
import { afterEach, beforeEach, vi } from 'vitest';
import { openStore } from '../offline/store';
import { answer } from '../offline/testing';
import { Desk } from './desk';
import { Reader } from './reader';

interface Asked {
  route: string;
  key: string | null;
  body: Basket & Record<string, unknown>;
}
type Reply = (asked: Asked) => Response | Promise<Response>;

/** A small shop: five euros off with a coupon, ten with points. */
export class Shop {
  asked: Asked[] = [];
  isDown = false;
  /** What is answered otherwise than usually, by route. */
  odd: Record<string, Reply> = {};

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const route = `${init.method} ${path.replace(/^\/v1\//, '')}`;
    const body = init.body ? JSON.parse(String(init.body)) : {};
    const one = { route, key: new Headers(init.headers).get('idempotency-key'), body };
    this.asked.push(one);
    if (this.isDown) throw new TypeError('failed to fetch');
    const odd = this.odd[route];
    return odd ? odd(one) : this.usual(one);
  }

  bodies = (route: string) =>
    this.asked.filter((one) => one.route === route).map((one) => one.body);

  usual({ route, body }: Asked): Response {
    switch (route) {
      case 'POST quotes':
        return answer(200, { at: new Date().toISOString(), ...priced(body), hints: [] });
      case 'POST receipts':
        return answer(201, { id: `rcp_${body.number}`, ...priced(body) });
      case 'POST holds':
        return answer(201, { hold: 'hld_1' });
      case 'POST members/find':
        return answer(200, { items: [MIRA] });
      default:
        return answer(200, {});
    }
  }
}

export const MIRA = {
  id: 'mem_1',
  name: 'Mira',
  tiers: [],
  balances: [{ unit: 'points', spendable: '100' }],
  blocked: false,
};

function priced(basket: Basket) {
  const total = basket.lines.reduce((so, line) => so + Number(line.amount), 0);
  const payable = total - 5 * (basket.codes ?? []).length - 10 * (basket.burns ?? []).length;
  const effects = (basket.burns ?? []).map(({ unit }) => ({
    kind: 'spent',
    unit,
    amount: '100',
    money: '10.00',
  }));
  return { totals: { payable: payable.toFixed(2) }, effects };
}

const PLACE = { store: 'main', till: 'til_1', cashier: 'stf_1', currency: 'EUR', scale: 2 };
let stores = 0;

/** A counter with somebody at it. */
export async function counter() {
  stores += 1;
  const shop = new Shop();
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => shop.fetch(path, init));
  const store = await openStore(`desk-${stores}`);
  const desk = await Desk.open(store);
  desk.begin(PLACE, undefined);
  await until(() => shop.asked.length > 0);
  return { shop, desk, store, reader: new Reader(desk) };
}

/** Time stands still but for `pass`; the store needs turns of its own. */
export function withStillTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    vi.stubGlobal('window', new EventTarget());
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000; turn += 1) {
    if (isSo()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('it never came to that');
}

/** A price is typed, and the server says what it comes to. */
export async function quoted(desk: Desk, price = '25'): Promise<void> {
  desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, price } }));
  await pass(120);
  await until(() => desk.state.preview.kind === 'quoted');
}
