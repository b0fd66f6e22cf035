import { basename, join } from 'node:path';
import { type Browser, chromium as engine } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { chromium } from './needs';
import { Server } from './server';
import { Visit, type VisitOptions } from './visit';

const SHOTS = process.env.TESSERA_SHOTS;

/** What every file of journeys stands on: a server of its own, a browser, and the people in it. */
export class World {
  #server: Server | undefined;
  #browser: Browser | undefined;
  #visits: Visit[] = [];

  get server(): Server {
    if (!this.#server) throw new Error('the server starts before the first journey');
    return this.#server;
  }

  async begin(programme: string | undefined): Promise<void> {
    const root = process.getuid?.() === 0;
    const launching = engine.launch({
      executablePath: chromium() ?? '',
      // The browser's own sandbox does not work for root, which is who runs in a container.
      args: root ? ['--no-sandbox'] : [],
    });
    this.#server = await Server.start(inject('store'), programme);
    this.#browser = await launching;
  }

  /** Opens a browser for somebody. */
  async visit(options: VisitOptions = {}): Promise<Visit> {
    if (!this.#browser) throw new Error('the browser starts before the first journey');
    const { testPath = 'journey' } = expect.getState();
    const file = basename(testPath, '.journey.ts');
    const shots = SHOTS ? join(SHOTS, inject('store'), file) : undefined;
    const visit = await Visit.begin(this.#browser, this.server.url, shots, options);
    this.#visits.push(visit);
    return visit;
  }

  /** Closes all browsers of a journey, keeping pictures when it `failed`; gives what went wrong in them. */
  async closeVisits(failed: string | undefined): Promise<string[]> {
    const visits = this.#visits.splice(0);
    if (failed !== undefined) {
      const name = failed
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 80);
      const shoot = (visit: Visit, at: number) =>
        visit.shot(`failed-${name}-${at}`).catch(() => undefined);
      await Promise.all(visits.map(shoot));
    }
    await Promise.all(visits.map((visit) => visit.context.close()));
    return visits.flatMap((visit) => visit.problems);
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.stop();
  }
}

/** Sets up a world for the journeys of this file. `programme` is a document that counts from the start. */
export function world(programme?: string): World {
  const one = new World();
  beforeAll(() => one.begin(programme));
  afterEach(async ({ task }) => {
    const problems = await one.closeVisits(
      task.result?.state === 'fail' ? task.fullTestName : undefined,
    );
    expect(problems, 'errors in the console of the browser').toEqual([]);
  });
  afterAll(() => one.end());
  return one;
}

declare module 'vitest' {
  interface ProvidedContext {
    store: 'sqlite' | 'postgres' | 'given';
  }
}
