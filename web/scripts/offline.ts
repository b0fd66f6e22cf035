import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Writes `offline.js`, the service worker, beside the built app. In the worker at `source`, `__FILES__` stands
 * for the list of all files and `__BUILD__` for a name that changes with them: a new build is a new worker
 * with a store of its own.
 */
export function offlineShell(source: string): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((file) => /\.(js|css|svg)$/.test(file))
        .sort();
      const build = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      const code = readFileSync(source, 'utf8')
        .replace('__FILES__', JSON.stringify(files))
        .replace('__BUILD__', JSON.stringify(build));
      this.emitFile({ type: 'asset', fileName: 'offline.js', source: code });
    },
  };
}
