import { randomBytes } from 'node:crypto';
import type { BrowserContext } from 'playwright-core';
import type { Answer, Input, Route } from '../../shared/api/call';

interface Loose {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
}

/** An answer that was a refusal. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Somebody who talks to the API without a browser, and may hand their session to one. */
export class Caller {
  #cookies = new Map<string, string>();
  #formToken: string | undefined;

  constructor(
    readonly url: string,
    readonly key?: string,
  ) {}

  async ask<R extends Route>(route: R, input: Input<R>): Promise<Answer<R>> {
    const [method = 'GET', template = ''] = (route as string).split(' ');
    const { path = {}, query = {}, body } = input as Loose;
    const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => String(path[name]));
    const address = new URL(filled, this.url);
    for (const [name, value] of Object.entries(query))
      address.searchParams.set(name, String(value));
    const headers = this.#headers(method);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(address, { method, headers, ...sent });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const text = await response.text();
    if (!response.ok) {
      const { code = '' } = JSON.parse(text || '{}') as { code?: string };
      throw new Refused(response.status, code, `${route}: ${response.status} ${text}`);
    }
    const answer = text ? JSON.parse(text) : undefined;
    if (answer?.form_token) this.#formToken = answer.form_token;
    return answer as Answer<R>;
  }

  /** Lets a browser go on with this session. */
  async enter(context: BrowserContext): Promise<void> {
    const cookies = [...this.#cookies].map(([name, value]) => ({
      name,
      value,
      // The browser takes such cookies over HTTPS only, and shows them to a server on its own machine all the same.
      url: this.url.replace('http:', 'https:'),
      httpOnly: true,
      secure: true,
      sameSite: 'Lax' as const,
    }));
    await context.addCookies(cookies);
  }

  #headers(method: string): Headers {
    const headers = new Headers({ accept: 'application/json', 'accept-language': 'en' });
    if (this.key) headers.set('authorization', `Bearer ${this.key}`);
    if (this.#cookies.size > 0) {
      headers.set('cookie', [...this.#cookies].map(([n, v]) => `${n}=${v}`).join('; '));
    }
    if (method !== 'GET') {
      headers.set('idempotency-key', randomBytes(12).toString('hex'));
      if (this.#formToken) headers.set('x-form-token', this.#formToken);
    }
    return headers;
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
