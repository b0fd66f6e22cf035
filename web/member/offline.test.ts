import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';

const SCOPE = 'https://shop.example/app/';
const SOURCE = readFileSync(new URL('offline.js', import.meta.url), 'utf8');
const NEVER = new Promise<never>(() => {});

/** What a browser keeps for an origin, as far as the worker asks for it. */
class Stores {
  readonly all = new Map<string, Map<string, string>>();

  constructor(private readonly fetch: (url: string) => Promise<string>) {}

  async keys(): Promise<string[]> {
    return [...this.all.keys()];
  }

  async delete(name: string): Promise<boolean> {
    return this.all.delete(name);
  }

  async open(name: string) {
    const store = this.all.get(name) ?? new Map<string, string>();
    this.all.set(name, store);
    const add = async (address: string) => {
      const { href } = new URL(address, SCOPE);
      store.set(href, await this.fetch(href));
    };
    return { addAll: (addresses: string[]) => Promise.all(addresses.map(add)) };
  }

  async match(asked: string | { url: string }, { cacheName }: { cacheName?: string } = {}) {
    const url = typeof asked === 'string' ? asked : asked.url;
    const stores = cacheName ? [this.all.get(cacheName)] : [...this.all.values()];
    return stores.find((store) => store?.has(url))?.get(url);
  }
}

type Listener = (event: Record<string, unknown>) => void;

/** The worker of one build, in a browser. */
class Worker {
  readonly #listeners = new Map<string, Listener>();

  constructor(build: string, files: string[], caches: Stores, fetch: () => Promise<string>) {
    const code = SOURCE.replace('__FILES__', JSON.stringify(files)).replace(
      '__BUILD__',
      JSON.stringify(build),
    );
    const self = {
      addEventListener: (name: string, listener: Listener) => this.#listeners.set(name, listener),
      registration: { scope: SCOPE },
      skipWaiting: async () => {},
      clients: { claim: async () => {} },
    };
    runInNewContext(code, { self, caches, fetch, URL });
  }

  async become(state: 'install' | 'activate'): Promise<void> {
    let done: unknown;
    this.#listeners.get(state)?.({ waitUntil: (promise: unknown) => (done = promise) });
    await done;
  }

  /** What the worker answers; nothing when it leaves that to the browser. */
  async ask(address: string, mode: 'navigate' | 'no-cors' = 'no-cors', method = 'GET') {
    const request = { url: new URL(address, SCOPE).href, mode, method };
    let answer: unknown;
    this.#listeners.get('fetch')?.({ request, respondWith: (it: unknown) => (answer = it) });
    return await answer;
  }
}

let online: string;
let stores: Stores;

/** Brings out a build: its worker fills a store and takes over. */
async function bringOut(build: string, network = async () => 'from the network'): Promise<Worker> {
  online = build;
  const worker = new Worker(build, [`assets/home-${build}.js`], stores, network);
  await worker.become('install');
  await worker.become('activate');
  return worker;
}

beforeEach(() => {
  stores = new Stores(async (url) => `${online}: ${url}`);
});

it('a page comes from the phone, whatever the network does and whichever screen it is', async () => {
  const worker = await bringOut('one', () => NEVER);
  expect(await worker.ask('', 'navigate')).toBe(`one: ${SCOPE}`);
  expect(await worker.ask('rewards', 'navigate')).toBe(`one: ${SCOPE}`);
  expect(await worker.ask('assets/home-one.js')).toBe(`one: ${SCOPE}assets/home-one.js`);
});

it('what is not kept comes from the network', async () => {
  const worker = await bringOut('one');
  expect(await worker.ask('manifest.webmanifest')).toBe('from the network');
  stores.all.clear();
  expect(await worker.ask('', 'navigate')).toBe('from the network');
});

it('a new build counts at once, and a page that is open still finds its own files', async () => {
  await bringOut('one');
  await bringOut('two');
  const worker = await bringOut('three');
  expect(await worker.ask('', 'navigate')).toBe(`three: ${SCOPE}`);
  expect(await worker.ask('assets/home-two.js')).toBe(`two: ${SCOPE}assets/home-two.js`);
  expect(await worker.ask('assets/home-one.js')).toBe('from the network');
});

it('the API and changes are none of its business', async () => {
  const worker = await bringOut('one');
  expect(await worker.ask('/v1/session')).toBeUndefined();
  expect(await worker.ask('', 'navigate', 'POST')).toBeUndefined();
});
