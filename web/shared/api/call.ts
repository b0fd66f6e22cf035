import { ApiProblem, offline, problemOf } from './problem';
import type { Routes } from './types';
import { wire } from './wire';

export type { Routes };
export type Route = keyof Routes;
export type Answer<R extends Route> = Routes[R]['answer'];

type Part<Name extends string, T> = [T] extends [undefined]
  ? { [N in Name]?: never }
  : Record<never, never> extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T };

/** What a route needs: ids in its path, a query, a body. */
export type Input<R extends Route> = Part<'path', Routes[R]['path']> &
  Part<'query', Routes[R]['query']> &
  Part<'body', Routes[R]['body']> & {
    /** The hash of what is changed: refused when somebody else changed it meanwhile. */
    ifMatch?: string;
  };

export interface CallOptions {
  /** The `Idempotency-Key`; only with it a change is tried again by itself. */
  key?: string;
  /** Not even then: whoever asks does that. */
  once?: boolean;
  signal?: AbortSignal;
  /** The answer is a file. */
  as?: 'blob';
}

/** A body that is a table, and not JSON. */
export class CsvText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

interface Loose {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  ifMatch?: string;
}

/** How often a change with a key is sent, and the pauses between. */
const PAUSES_MS = [400, 1500];

/** Asks the API. Rejects with an `ApiProblem`. */
export async function call<R extends Route>(
  route: R,
  input: Input<R>,
  options: CallOptions = {},
): Promise<Answer<R>> {
  const [method = 'GET', template = ''] = (route as string).split(' ');
  const loose = input as Loose;
  const url = addressOf(template, loose);
  const isChange = method !== 'GET';
  let renewed = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await send(method, url, loose, options)) as Answer<R>;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'auth.form_token_missing' && isChange && !renewed) {
        renewed = true;
        await wire.renewFormToken();
        continue;
      }
      const pause = PAUSES_MS[attempt];
      const isSafe = isChange && options.key && !options.once;
      const again = isSafe && error.isOutcomeUnknown && pause !== undefined;
      if (!again) {
        if (error.code === 'auth.session_ended') wire.onSessionEnded();
        throw error;
      }
      await wait(error.retryAfter ? Math.min(error.retryAfter, 5) * 1000 : pause, options.signal);
    }
  }
}

function addressOf(template: string, { path = {}, query = {} }: Loose): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  );
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
  return pairs.length > 0 ? `${filled}?${search}` : filled;
}

async function send(method: string, url: string, { body, ifMatch }: Loose, options: CallOptions) {
  const headers = new Headers({ accept: 'application/json', 'accept-language': wire.locale });
  if (method !== 'GET') {
    if (wire.formToken) headers.set('x-form-token', wire.formToken);
    if (options.key) headers.set('idempotency-key', options.key);
  }
  if (ifMatch) headers.set('if-match', `"${ifMatch}"`);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body instanceof CsvText) {
    headers.set('content-type', 'text/csv; charset=utf-8');
    init.body = body.text;
  } else if (body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(body);
  }
  if (options.signal) init.signal = options.signal;
  const response = await fetch(url, init).catch((error: unknown) => {
    // `fetch` has one kind of error for every way in which there was no answer; giving up is another.
    throw error instanceof TypeError ? offline() : error;
  });
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined;
  return response[options.as ?? 'json']().catch((error: unknown) => {
    throw error instanceof TypeError || error instanceof SyntaxError ? offline() : error;
  });
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
