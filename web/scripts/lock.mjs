// Takes addresses out of package-lock.json: from where packages come is a matter of the machine, and the sums
// in the lock prove that they are the right ones. `--check` only says whether there are any.
import { readFileSync, writeFileSync } from 'node:fs';

const LOCK = new URL('../package-lock.json', import.meta.url);
const text = readFileSync(LOCK, 'utf8');

if (process.argv.includes('--check')) {
  if (text.includes('://')) {
    console.error('package-lock.json holds addresses: run `npm run lock` in web/');
    process.exit(1);
  }
} else {
  const lock = JSON.parse(text);
  for (const entry of Object.values(lock.packages)) {
    delete entry.resolved;
    delete entry.funding;
  }
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
}
