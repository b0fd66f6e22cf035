import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names under which systems install it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** Where the browser is: as `TESSERA_CHROMIUM` says, or on the search path. */
export function chromium(): string | undefined {
  const named = process.env.TESSERA_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find(canRun);
}

export const binary = (): string => process.env.TESSERA_BINARY ?? '';

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}

/** Says everything that is missing at once, before a journey starts. */
export default function needs(): void {
  const missing: string[] = [];
  const browser = chromium();
  if (!browser) {
    missing.push(
      'Chromium: none of ' +
        `${NAMES.join(', ')} is on the search path. Debian, Ubuntu: sudo apt install chromium. ` +
        'Or set TESSERA_CHROMIUM to its path.',
    );
  } else if (!canRun(browser)) {
    missing.push(`Chromium: TESSERA_CHROMIUM is ${browser}, which is no program that can be run.`);
  }
  if (!binary()) {
    missing.push('the server: set TESSERA_BINARY to its path. `cargo xtask ci journeys` does.');
  } else if (!canRun(binary())) {
    missing.push(`the server: TESSERA_BINARY is ${binary()}, which is no program that can be run.`);
  }
  if (missing.length > 0) throw new Error(`Missing: ${missing.join('\nMissing: ')}`);
}
