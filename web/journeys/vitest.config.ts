import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const sqlite = {
  extends: true as const,
  test: { name: 'sqlite', include: ['*.journey.ts'], provide: { store: 'sqlite' as const } },
};
// What the screens look like does not depend on the store; what happens behind them does.
const postgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    include: ['*.journey.ts'],
    exclude: ['gallery-*'],
    provide: { store: 'postgres' as const },
  },
};

export default defineConfig({
  cacheDir: here('../node_modules/.vite'),
  resolve: { alias: { '@shared': here('../shared') } },
  test: {
    root: here('.'),
    environment: 'node',
    globalSetup: here('harness/needs.ts'),
    projects: process.env.TESSERA_TEST_POSTGRES ? [sqlite, postgres] : [sqlite],
    // A server and a browser each: more at a time than processors only makes all of them slow.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
