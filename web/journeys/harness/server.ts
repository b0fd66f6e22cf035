import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Caller } from './api';
import { binary } from './needs';
import { freshStore, type Kept } from './store';

const READY_WITHIN_MS = 30_000;
const LOOK_MS = 50;
const ADMIN_KEY = `adm_${'j'.repeat(40)}`;

/** What a proof of the whole book found. */
export interface Verdict {
  entries: number;
  owners: number;
  receipts: number;
  broken: unknown[];
}

/** A server of its own, with nothing in it but the programme that was asked for. */
export class Server {
  readonly admin: Caller;
  /** How many letters to an address were read. */
  readonly #read = new Map<string, number>();

  private constructor(
    readonly url: string,
    /** What the link contains that makes the first owner. */
    readonly setupToken: string,
    private readonly folder: string,
    private readonly kept: Kept,
    private readonly child: ChildProcess,
    private readonly said: () => string,
  ) {
    this.admin = new Caller(url, ADMIN_KEY);
  }

  static async start(store: string, programme?: string): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-journey-'));
    const kept = freshStore(store, folder);
    const options = ['serve', '--database', kept.address, '--listen', '127.0.0.1:0', '--sandbox'];
    options.push('--letters-file', join(folder, 'letters'), '--admin-key', ADMIN_KEY);
    // Receivers of events listen on this machine, too.
    options.push('--webhooks-allow-http', '--webhooks-allow-private');
    if (programme) options.push('--programme', programme);
    const child = spawn(binary(), options, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    const url = await until(
      child,
      () => said,
      () => /serving (http:\/\/[^\s/]+)\s/.exec(said)?.[1],
    );
    await until(
      child,
      () => said,
      async () => ((await isReady(url)) ? true : undefined),
    );
    const token = /token=(\S+)/.exec(said) ?? /token\s+(\S{16,})/.exec(said);
    return new Server(url, token?.[1] ?? '', folder, kept, child, () => said);
  }

  /** The code in a letter to somebody that was not read before. */
  async codeFor(value: string): Promise<string> {
    const read = this.#read.get(value) ?? 0;
    return await until(this.child, this.said, () => {
      const letters = readLines(join(this.folder, 'letters')).map((line) => JSON.parse(line));
      const theirs = letters.filter((one) => one.to.value === value);
      if (theirs.length <= read) return undefined;
      this.#read.set(value, theirs.length);
      return /\b\d{6}\b/.exec(theirs.at(-1).text)?.[0];
    });
  }

  /** Proves the whole book, beside the server that goes on writing it. */
  async verify(): Promise<Verdict> {
    const options = ['verify', '--json', '--database', this.kept.address];
    const { stdout } = await promisify(execFile)(binary(), options);
    return JSON.parse(stdout) as Verdict;
  }

  /** From now on it takes connections and answers none, like a network that is there in name only. */
  fallSilent(): void {
    this.child.kill('SIGSTOP');
  }

  answerAgain(): void {
    this.child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.answerAgain();
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGTERM')) await ended;
    this.kept.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const isReady = (url: string) =>
  fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );

/** What `look` finds as soon as it finds something, as long as the server runs. */
async function until<T>(
  child: ChildProcess,
  said: () => string,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + READY_WITHIN_MS;
  while (Date.now() < end && child.exitCode === null) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(LOOK_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not get there; it said:\n${said()}`);
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
