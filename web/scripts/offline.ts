import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Writes `offline.js`, the service worker, beside the built app. In the worker at `source`, `__FILES__` stands
 * for the list of all files and `__BUILD__` for a name that changes with what is in them, the page and the worker
 * included: a new build is a new worker with a store of its own.
 */
export function offlineShell(source: string): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    generateBundle: {
      // After the page itself has been written.
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle)
          .filter((file) => /\.(js|css|svg|wasm)$/.test(file))
          .sort();
        const code = readFileSync(source, 'utf8');
        const hash = createHash('sha256').update(code);
        for (const file of ['index.html', ...files]) {
          const output = bundle[file];
          if (!output) this.error(`${file} is no part of the build`);
          hash.update(file).update(output.type === 'chunk' ? output.code : output.source);
        }
        const build = hash.digest('hex').slice(0, 12);
        const whole = code
          .replace('__FILES__', JSON.stringify(files))
          .replace('__BUILD__', JSON.stringify(build));
        this.emitFile({ type: 'asset', fileName: 'offline.js', source: whole });
      },
    },
  };
}
