import type { Page } from 'playwright-core';

/**
 * Has the page itself note when something first stands in it, because the way between a page and its journey
 * costs more than what is measured. `selector` is CSS.
 */
export const noteFromLoad = (page: Page, selector: string) => page.addInitScript(note, selector);
export const noteFromKey = (page: Page, selector: string) => page.evaluate(note, selector);

/** How many milliseconds that was after the wish to load, or after the last key. */
export async function shownAfter(page: Page): Promise<number> {
  const noted = await page.waitForFunction(() => document.documentElement.dataset.shownAfter);
  return Number(await noted.jsonValue());
}

/** Runs in the page. Its clock is at zero when it is asked for. */
function note(selector: string): void {
  let began = 0;
  const look = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    look.disconnect();
    document.documentElement.dataset.shownAfter = String(performance.now() - began);
  });
  window.addEventListener('keydown', (event) => (began = event.timeStamp), true);
  look.observe(document, { childList: true, subtree: true, characterData: true });
}
