import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** More than any of our screens has to tab through. */
const MOST_TABS = 60;

const hasFocus = (target: Locator) => target.evaluate((one) => one === document.activeElement);

/** Goes on by Tab until something has the focus, and one can see that it has. */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const keyboard = target.page().keyboard;
  for (let tabs = 0; !(await hasFocus(target)); tabs += 1) {
    expect(tabs, `${target} is within reach of the keyboard`).toBeLessThan(MOST_TABS);
    await keyboard.press('Tab');
  }
  const isSeen = await target.evaluate((one) => one.matches(':focus-visible'));
  expect(isSeen, `${target} shows the focus`).toBe(true);
}

/** The same, and presses it. */
export async function press(target: Locator): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press('Enter');
}
