import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  cacheDir: here('../node_modules/.vite'),
  resolve: { alias: { '@shared': here('../shared') } },
  test: {
    root: here('.'),
    environment: 'node',
    globalSetup: here('harness/needs.ts'),
    include: ['*.measure.ts'],
    provide: { store: 'given' as const },
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
