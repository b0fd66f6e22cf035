import type { Place, Refusal } from './types';

/** Codes of ours, for what does not come from the server. */
export const OFFLINE = 'web.offline';
export const UNREADABLE = 'web.unreadable';

interface Told {
  code: string;
  status: number;
  title: string;
  hint: string;
  detail?: string | null;
  errors?: Place[];
  refusals?: Refusal[];
  request_id?: string;
}

/** A "no" of the API. Screens show it by its code. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly hint: string;
  readonly detail: string | undefined;
  readonly places: readonly Place[];
  readonly refusals: readonly Refusal[];
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** So many seconds to wait, when the server says so. */
  readonly retryAfter: number | undefined;

  constructor(told: Told, retryAfter?: number) {
    super(told.title);
    this.name = 'ApiProblem';
    this.code = told.code;
    this.status = told.status;
    this.title = told.title;
    this.hint = told.hint;
    this.detail = told.detail ?? undefined;
    this.places = told.errors ?? [];
    this.refusals = told.refusals ?? [];
    this.requestId = told.request_id;
    this.retryAfter = retryAfter;
  }

  /** The operation may or may not have happened: only the same key can tell. */
  get isOutcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** What is wrong with one field: `at('/email')`. */
  at(pointer: string): string | undefined {
    return this.places.find((place) => place.pointer === pointer)?.message;
  }
}

export const offline = () =>
  new ApiProblem({ code: OFFLINE, status: 0, title: 'No connection.', hint: '' });

/** Reads an answer that is not a success; proxies answer without our format. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const seconds = Number(response.headers.get('retry-after'));
  const retryAfter = seconds > 0 ? seconds : undefined;
  const told: unknown = await response.json().catch(() => undefined);
  if (isTold(told)) return new ApiProblem({ ...told, status: response.status }, retryAfter);
  const { status } = response;
  return new ApiProblem(
    { code: UNREADABLE, status, title: `HTTP ${status}`, hint: '' },
    retryAfter,
  );
}

function isTold(value: unknown): value is Told {
  const told = value as Partial<Told> | undefined;
  return typeof told?.code === 'string' && typeof told.title === 'string';
}

/** Anything that was thrown, as a problem; mistakes of our own stay what they are. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  throw error;
}
