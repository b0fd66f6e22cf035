import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What has to be there in time is measured when nothing else runs. */
const ALONE = ['promises.journey.ts'];

const sqlite = {
  extends: true as const,
  test: {
    name: 'sqlite',
    include: ['*.journey.ts'],
    exclude: ALONE,
    provide: { store: 'sqlite' as const },
    sequence: { groupOrder: 0 },
  },
};
// What the screens look like does not depend on the store; what happens behind them does.
const postgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    include: ['*.journey.ts'],
    exclude: ['gallery-*', ...ALONE],
    provide: { store: 'postgres' as const },
    sequence: { groupOrder: 0 },
  },
};
const alone = (store: 'sqlite' | 'postgres', groupOrder: number) => ({
  extends: true as const,
  test: {
    name: `${store}, alone`,
    include: ALONE,
    provide: { store },
    sequence: { groupOrder },
  },
});

export default defineConfig({
  cacheDir: here('../node_modules/.vite'),
  resolve: { alias: { '@shared': here('../shared') } },
  test: {
    root: here('.'),
    environment: 'node',
    globalSetup: here('harness/needs.ts'),
    projects: process.env.TESSERA_TEST_POSTGRES
      ? [sqlite, postgres, alone('sqlite', 1), alone('postgres', 2)]
      : [sqlite, alone('sqlite', 1)],
    // A server and a browser each: more at a time than processors only makes all of them slow.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
