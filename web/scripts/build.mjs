// Builds all apps, one after the other: the configuration builds the one that `APP` names.
import { build } from 'vite';

const config = new URL('../vite.config.ts', import.meta.url).pathname;
for (const app of ['console', 'till', 'member']) {
  process.env.APP = app;
  await build({ configFile: config, logLevel: 'warn' });
}
