// Fails when an app makes people load more script than agreed before they see their first screen: the entry and
// what it imports, the texts of one language, and the screen it starts with. Sizes are those of gzip.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const APPS = {
  member: { budget: 120 * KB, screens: ['screens/SignIn.tsx', 'screens/Home.tsx'] },
  till: { budget: 180 * KB, screens: ['screens/Counter.tsx'] },
  console: {
    budget: 350 * KB,
    screens: ['screens/Home.tsx', 'screens/SignIn.tsx', 'screens/Setup.tsx'],
  },
};
const LANGUAGES = ['en', 'ru', 'az', 'id'];

const dist = new URL('../dist/', import.meta.url);

/** The files of a chunk and of all that it imports at once. */
function closure(manifest, name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`the build has no chunk of ${name}`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) closure(manifest, imported, found);
  return found;
}

function sizeOf(app, files) {
  const bytes = (file) =>
    gzipSync(readFileSync(new URL(`${app}/${file}`, dist)), { level: 9 }).length;
  return [...files].reduce((sum, file) => sum + bytes(file), 0);
}

let isTooLarge = false;
for (const [app, { budget, screens }] of Object.entries(APPS)) {
  const manifest = JSON.parse(readFileSync(new URL(`${app}/.vite/manifest.json`, dist), 'utf8'));
  const ways = LANGUAGES.flatMap((language) =>
    (screens.length > 0 ? screens : [undefined]).map((screen) => {
      const files = closure(manifest, 'index.html');
      for (const part of [`../shared/texts/${language}.ts`, `texts/${language}.ts`, screen]) {
        if (part) closure(manifest, part, files);
      }
      return sizeOf(app, files);
    }),
  );
  const size = Math.max(...ways);
  const verdict = size > budget ? 'TOO LARGE' : 'fine';
  isTooLarge ||= size > budget;
  console.log(`${app.padEnd(8)} ${(size / KB).toFixed(1)} kB of ${budget / KB} kB, ${verdict}`);
}
process.exit(isTooLarge ? 1 : 0);
