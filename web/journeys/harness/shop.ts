import { fileURLToPath } from 'node:url';

/** A programme with a bit of everything, which the tests of the API use as well. */
export const PROGRAMME = fileURLToPath(
  new URL('../../../crates/http/tests/api/together.yaml', import.meta.url),
);
