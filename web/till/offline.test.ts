import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';

const SCOPE = 'https://shop.example/till/';
const SOURCE = readFileSync(new URL('offline.js', import.meta.url), 'utf8');

/** Files that a browser keeps, by store. */
let stores: Map<string, Map<string, string>>;

const caches = {
  keys: async () => [...stores.keys()],
  delete: async (name: string) => stores.delete(name),
  async open(name: string) {
    const store = new Map<string, string>();
    stores.set(name, store);
    const addAll = async (files: string[]) => {
      for (const file of files) store.set(new URL(file, SCOPE).href, name);
    };
    return { addAll };
  },
  async match(asked: string | { url: string }, { cacheName }: { cacheName?: string } = {}) {
    const url = typeof asked === 'string' ? asked : asked.url;
    const names = cacheName ? [cacheName] : [...stores.keys()];
    return names.map((name) => stores.get(name)?.get(url)).find(Boolean);
  },
};

type Listener = (event: Record<string, unknown>) => void;

/** Brings out a build, whose worker takes over; gives what that worker answers. There is no network. */
async function bringOut(build: string) {
  const listeners = new Map<string, Listener>();
  const self = {
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    registration: { scope: SCOPE },
    skipWaiting: async () => {},
    clients: { claim: async () => {} },
  };
  const files = JSON.stringify([`assets/queue-${build}.js`]);
  const code = SOURCE.replace('__FILES__', files).replace('__BUILD__', JSON.stringify(build));
  const fetch = async () => {
    throw new TypeError('failed to fetch');
  };
  const Response = { error: () => 'no answer' };
  runInNewContext(code, { self, caches, fetch, Response, URL, AbortSignal });
  for (const state of ['install', 'activate']) {
    let done: unknown;
    listeners.get(state)?.({ waitUntil: (promise: unknown) => (done = promise) });
    await done;
  }
  return (file: string, mode = 'no-cors') => {
    const request = { url: new URL(file, SCOPE).href, mode, method: 'GET' };
    let answer: unknown;
    listeners.get('fetch')?.({ request, respondWith: (it: unknown) => (answer = it) });
    return Promise.resolve(answer).catch(() => 'no answer');
  };
}

beforeEach(() => {
  stores = new Map();
});

it('without a network the till opens as it was brought out last', async () => {
  await bringOut('one');
  const ask = await bringOut('two');
  expect(await ask('', 'navigate')).toBe('tessera-till-two');
});

it('a till that stayed open finds the files of its own build, after three others too', async () => {
  await bringOut('one');
  await bringOut('two');
  await bringOut('three');
  const ask = await bringOut('four');
  expect(await ask('assets/queue-one.js')).toBe('tessera-till-one');
  await bringOut('five');
  expect([...stores.keys()].map((name) => name.replace('tessera-till-', ''))).toEqual([
    'two',
    'three',
    'four',
    'five',
  ]);
});

it('stores of other apps are theirs', async () => {
  stores.set('tessera-app-one', new Map());
  for (const build of ['one', 'two', 'three', 'four', 'five']) await bringOut(build);
  expect(stores.has('tessera-app-one')).toBe(true);
});
