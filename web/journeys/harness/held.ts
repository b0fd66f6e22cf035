import type { Page, Route } from 'playwright-core';

/** Where sales are sent to. */
export const RECEIPTS = '**/v1/receipts';

type Passing = (route: Route, held: Promise<void>) => Promise<void>;

/** Does not reach the server before it may. */
export const late: Passing = async (route, held) => {
  await held;
  await route.continue();
};

/** Reaches the server at once; the till hears of it when it may. */
export const lateAnswer: Passing = async (route, held) => {
  const response = await route.fetch();
  await held;
  await route.fulfill({ response });
};

/** Lets nothing that goes there be answered until the returned function is called; by itself no receipt. */
export async function holding(page: Page, pass: Passing, there = RECEIPTS): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(there, (route) => pass(route, held));
  return letGo;
}
