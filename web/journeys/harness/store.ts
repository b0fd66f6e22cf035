import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a journey keeps its data. */
export interface Kept {
  /** What the server takes as `--database`. */
  address: string;
  drop: () => void;
}

/** A fresh database of the kind that this run is about; for measurements, one that is there. */
export function freshStore(kind: string, folder: string): Kept {
  if (kind === 'given') return { address: process.env.TESSERA_DATABASE ?? '', drop: () => {} };
  // A file goes with its folder.
  if (kind !== 'postgres') return { address: join(folder, 'journey.db'), drop: () => {} };
  const server = process.env.TESSERA_TEST_POSTGRES ?? '';
  const name = `journey_${randomBytes(6).toString('hex')}`;
  const say = (statement: string) =>
    execFileSync(
      program('psql'),
      ['--no-psqlrc', '--quiet', '--dbname', server, '--command', statement],
      { stdio: 'pipe' },
    );
  say(`CREATE DATABASE ${name}`);
  return {
    address: server.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`),
    drop: () => say(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Debian keeps each major version in a folder of its own, away from the search path. */
function program(name: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  const path = newest ? join(debian, newest, 'bin', name) : name;
  return existsSync(path) ? path : name;
}
