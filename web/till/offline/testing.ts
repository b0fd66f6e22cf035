import type { Basket } from '@shared/api/types';
import { wire } from '@shared/api/wire';
import { beforeEach, vi } from 'vitest';
import { Allowance } from './allowance';
import { type NewReceipt, Queue } from './queue';
import { openStore } from './store';

export interface Asked {
  path: string;
  key: string | null;
  body: Basket;
}
export type Reply = (asked: Asked) => Response | Promise<Response>;

/** What the tests of the queue talk to instead of a network. */
export const server = {
  asked: [] as Asked[],
  /** The answers, one after the other; without any left there is no network. */
  replies: [] as Reply[],
};

export const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status });

export const taken =
  (payable: string): Reply =>
  ({ body }) =>
    answer(201, { id: `rcp_${body.number}`, totals: { payable } });

export const no =
  (status: number, code: string): Reply =>
  () =>
    answer(status, { code, title: 'A title.', hint: 'A hint.', status });

export const lost: Reply = () => {
  throw new TypeError('failed to fetch');
};

/** An answer that comes when the test says so. */
export function held(reply: Reply): { reply: Reply; asked: Promise<void>; letGo: () => void } {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let arrive = () => {};
  const asked = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const waiting: Reply = async (one) => {
    arrive();
    await free;
    return reply(one);
  };
  return { reply: waiting, asked, letGo: () => letGo() };
}

/** Puts the server in the place of the network, for each test anew. */
export function withServer(): void {
  beforeEach(() => {
    // The pauses before an attempt is repeated pass at once.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.setTimerTickMode('nextTimerAsync');
    server.asked = [];
    server.replies = [];
    wire.formToken = 'form-1';
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const key = new Headers(init.headers).get('idempotency-key');
      const one = { path, key, body: init.body ? JSON.parse(String(init.body)) : {} };
      server.asked.push(one);
      return (server.replies.shift() ?? lost)(one);
    });
  });
}

let stores = 0;

/** A till that has just been set up. `restart` is the same one after its page was loaded anew. */
export async function till() {
  stores += 1;
  const name = `till-${stores}`;
  let keys = 0;
  const fresh = () => {
    keys += 1;
    return `key-${keys}`;
  };
  const open = async () => {
    const store = await openStore(name);
    const allowance = new Allowance(store, fresh);
    return { store, allowance, queue: new Queue(store, fresh) };
  };
  return { ...(await open()), restart: open };
}

export function receipt(number: string, more: Partial<Basket> = {}): NewReceipt {
  const at = `2026-11-28T10:00:0${number}Z`;
  const lines = [{ sku: 'amount', amount: '25.00' }];
  return {
    number,
    basket: { at, number, store: { id: 'main' }, lines, ...more },
    taken: '25.00',
    currency: 'EUR',
  };
}
