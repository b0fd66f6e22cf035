import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { offlineShell } from './scripts/offline.ts';

/** Where each app is served; the server embeds `dist/` under the same names. */
const BASES = { console: '/console/', till: '/till/', member: '/app/' };
type App = keyof typeof BASES;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// One configuration builds one app at a time: `APP=till vite build`. Sharing chunks between apps would
// make a change in the console reload the tills.
const app = (process.env.APP ?? 'console') as App;

// `npm run dev` shows pages while the server of this address answers the API.
const server = process.env.TESSERA_URL ?? 'http://localhost:8080';

export default defineConfig({
  root: here(app),
  base: BASES[app],
  resolve: { alias: { '@shared': here('shared') } },
  plugins: [react(), app === 'console' ? null : offlineShell(here(`${app}/offline.js`))],
  server: { proxy: { '/v1': server } },
  build: {
    outDir: here(`dist/${app}`),
    emptyOutDir: true,
    manifest: true,
    // The content security policy of the server forbids scripts and fonts from `data:` addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
  },
  test: {
    root: here('.'),
    include: ['{shared,console,till,member}/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});
