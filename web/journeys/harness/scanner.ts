import type { CDPSession, Page } from 'playwright-core';

const keyboards = new WeakMap<Page, CDPSession>();

/** One for as long as the page lives: the end of a session takes the page back to the network, too. */
async function keyboardOf(page: Page): Promise<CDPSession> {
  const known = keyboards.get(page);
  if (known) return known;
  const keyboard = await page.context().newCDPSession(page);
  keyboards.set(page, keyboard);
  return keyboard;
}

/** What Windows calls the key; a dash by its letter would be Insert. */
const virtual = (key: string) => (key === '-' ? 189 : key.toUpperCase().charCodeAt(0));

/** A scanner that types what it reads and ends with Enter, faster than any hand. */
export async function scan(page: Page, text: string): Promise<void> {
  const keyboard = await keyboardOf(page);
  const press = (key: string, typed: string, code: number) => {
    const event = { key, windowsVirtualKeyCode: code };
    return [
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text: typed, ...event }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }),
    ];
  };
  // All at once: waiting for an answer to each key would be as slow as a hand on a busy machine.
  await Promise.all([
    ...[...text].flatMap((key) => press(key, key, virtual(key))),
    ...press('Enter', '\r', 13),
  ]);
}
