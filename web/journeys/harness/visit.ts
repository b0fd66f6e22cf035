import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Caller } from './api';
import { violations } from './axe';
import { Effort } from './effort';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
/** Where all browsers are; not where servers are, so that nobody takes one for the other. */
const ZONE = 'Europe/Berlin';

/** A busy machine may be slow; what is not there by then never comes. */
const PATIENCE_MS = 20_000;

/** As the server says it. */
const OVERLOADED = {
  status: 503,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    code: 'overloaded',
    status: 503,
    title: 'The server has more to do than it can.',
    hint: 'Nothing was done.',
  }),
};

export type Scheme = 'light' | 'dark';

export interface VisitOptions {
  /** Whose session the browser has. */
  as?: Caller | undefined;
  locale?: string;
  size?: { width: number; height: number };
}

/** One person with one browser. What goes wrong in it fails the journey. */
export class Visit {
  readonly problems: string[] = [];
  #underWay = 0;
  #isOffline = false;
  #isRefused = false;

  private constructor(
    private readonly shots: string | undefined,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly effort: Effort,
  ) {
    page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.stack ?? error}`));
    page.on('console', (message) => {
      const from = message.location().url;
      const text = message.text();
      const isFine =
        isAnswer(text, from) ||
        (this.#isOffline && isLost(text)) ||
        (this.#isRefused && isOverload(text, from));
      if (message.type() === 'error' && !isFine) {
        this.problems.push(`${page.url()}: ${message.text()} (${from})`);
      }
    });
    page.on('request', () => {
      this.#underWay += 1;
    });
    const end = () => {
      this.#underWay -= 1;
    };
    page.on('requestfinished', end);
    page.on('requestfailed', end);
  }

  static async begin(
    browser: Browser,
    url: string,
    shots: string | undefined,
    { as, locale = 'en-GB', size = DESKTOP }: VisitOptions = {},
  ): Promise<Visit> {
    const options: BrowserContextOptions = {
      baseURL: url,
      locale,
      viewport: size,
      timezoneId: ZONE,
    };
    // Nothing moves, so that nothing is looked at half-way.
    const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE_MS);
    const effort = await Effort.of(context);
    await as?.enter(context);
    return new Visit(shots, context, await context.newPage(), effort);
  }

  /** Opens an address and waits until the screen is there. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.settled();
  }

  /**
   * Until the screen is drawn, nothing is fetched any more and nothing says that it waits. A slow machine takes its
   * time between what was fetched and what is drawn.
   */
  async settled(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let calm = 0; calm < 2; ) {
      const isBusy = await this.page.evaluate(
        () =>
          new Promise<boolean>((tell) => {
            const look = () => {
              const isEmpty = !document.querySelector('#root main')?.textContent?.trim();
              tell(isEmpty || document.querySelector('[aria-busy="true"]') !== null);
            };
            requestAnimationFrame(() => requestAnimationFrame(look));
          }),
      );
      calm = isBusy || this.#underWay > 0 ? 0 : calm + 1;
      if (Date.now() > deadline) throw new Error(`${this.page.url()} does not come to rest`);
    }
  }

  async offline(isOffline: boolean): Promise<void> {
    if (isOffline) this.#isOffline = true;
    await this.context.setOffline(isOffline);
  }

  /**
   * From now on the server has more to do than it can, as far as this browser hears; only the `spared` routes are
   * answered. What is returned ends that.
   */
  async refused(spared: readonly string[] = []): Promise<() => Promise<void>> {
    this.#isRefused = true;
    const isRefused = (url: URL) =>
      url.pathname.startsWith('/v1/') && !spared.includes(url.pathname);
    await this.context.route(isRefused, (route) => route.fulfill(OVERLOADED));
    return () => this.context.unroute(isRefused);
  }

  /** Changes the scheme as the device would, and waits until every colour is the new one. */
  async dress(scheme: Scheme): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.waitForFunction((wanted) => {
      const isMoving = document.getAnimations().some((one) => one.playState === 'running');
      return document.documentElement.dataset.mantineColorScheme === wanted && !isMoving;
    }, scheme);
  }

  /** No violations of WCAG 2.2 AA in either scheme, and nothing that sticks out at the side. */
  check(schemes: readonly Scheme[] = ['dark', 'light']): Promise<void> {
    return this.effort.aside(() => this.#look(schemes));
  }

  async #look(schemes: readonly Scheme[]): Promise<void> {
    const where = this.page.url();
    for (const scheme of schemes) {
      await this.dress(scheme);
      expect(await this.violations(), `axe on ${where}, ${scheme}`).toEqual([]);
    }
    expect(await this.overhang(), `${where} scrolls sideways by so many pixels`).toBe(0);
  }

  violations(): Promise<string[]> {
    return violations(this.page);
  }

  overhang(): Promise<number> {
    return this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return Math.max(0, scrollWidth - clientWidth);
    });
  }

  /** Keeps a picture when `TESSERA_SHOTS` names a folder. */
  async shot(name: string): Promise<void> {
    if (!this.shots) return;
    const path = join(this.shots, `${name}.png`);
    mkdirSync(this.shots, { recursive: true });
    await this.effort.aside(() => this.page.screenshot({ path }));
  }
}

/** The browser notes every refusal of the API in the console; the screens show them to people. */
const isAnswer = (text: string, from: string) =>
  /^Failed to load resource: .* status of 4\d\d /.test(text) &&
  new URL(from).pathname.startsWith('/v1/');

const isOverload = (text: string, from: string) =>
  /^Failed to load resource: .* status of 503 /.test(text) &&
  new URL(from).pathname.startsWith('/v1/');

const isLost = (text: string) => /net::ERR_(INTERNET_DISCONNECTED|FAILED)/.test(text);
