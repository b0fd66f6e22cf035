import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, and what axe holds to be good practice on top. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The library draws the head of a dialog as `<header>`, which axe takes for a second head of the page. */
const OFF = ['landmark-no-duplicate-banner', 'landmark-unique'];

/** What axe finds wrong on the page as it is now, a line each. */
export async function violations(page: Page): Promise<string[]> {
  // Through the debugger, because the policy of our pages forbids scripts from elsewhere.
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(SOURCE);
  const results = await page.evaluate(
    async ([tags, off]) => {
      const { axe } = window as unknown as { axe: { run: typeof import('axe-core').run } };
      return (await axe.run(document, {
        runOnly: [...tags],
        rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
        resultTypes: ['violations'],
      })) as AxeResults;
    },
    [TAGS, OFF] as const,
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}
