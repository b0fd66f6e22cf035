import { afterEach, expect, it, vi } from 'vitest';

/** The locks of one browser: one page after the other. */
function browser() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(_name: string, use: () => Promise<unknown>) {
      const turn = last.then(use);
      last = turn;
      return turn;
    },
  };
}

/** A page has a module of its own. */
async function page(): Promise<() => Promise<void>> {
  vi.resetModules();
  return (await import('./turn')).takeTurn;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('only one page of a browser is the till', async () => {
  vi.stubGlobal('navigator', { locks: browser() });
  const first = await page();
  const second = await page();
  const order: string[] = [];
  await first().then(() => order.push('first'));
  void second().then(() => order.push('second'));
  await first();
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['first']);
});

it('a browser without locks has one page, for all we know', async () => {
  vi.stubGlobal('navigator', {});
  await expect((await page())()).resolves.toBeUndefined();
});
