import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from './call';
import { ApiProblem, OFFLINE, UNREADABLE } from './problem';
import { wire } from './wire';

type Reply = () => Response;

/** Answers one after the other, and keeps what was asked. */
function network(...replies: Reply[]) {
  const asked: { url: string; init: RequestInit; headers: Headers }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init, headers: new Headers(init.headers) });
    const reply = replies.shift();
    if (!reply) throw new Error('more was asked than expected');
    return reply();
  });
  return asked;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  () =>
    new Response(JSON.stringify(body), { status, headers });
const problem = (status: number, code: string) =>
  json(status, { code, title: 'A title.', hint: 'A hint.', status });
const nothing: Reply = () => new Response(null, { status: 204 });
const lost: Reply = () => {
  throw new TypeError('failed to fetch');
};

const TILL = { name: 'Till 1', store: 'berlin' };

beforeEach(() => {
  vi.useFakeTimers();
  wire.formToken = 'form-1';
  wire.locale = 'az';
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets the pauses between attempts pass. */
async function caught(promise: Promise<unknown>): Promise<ApiProblem> {
  const held = promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  const error = await held;
  expect(error).toBeInstanceOf(ApiProblem);
  return error as ApiProblem;
}

it('a change bears the form token, its key and the language', async () => {
  const asked = network(json(201, { ...TILL, id: 'til_1' }));
  await call('POST /v1/tills', { body: TILL }, { key: 'key-1' });
  const { url, init, headers } = asked[0] ?? expect.fail();
  expect([url, init.method, init.credentials]).toEqual(['/v1/tills', 'POST', 'same-origin']);
  expect(headers.get('x-form-token')).toBe('form-1');
  expect(headers.get('idempotency-key')).toBe('key-1');
  expect(headers.get('accept-language')).toBe('az');
  expect(JSON.parse(String(init.body))).toEqual(TILL);
});

it('reading bears neither token nor key', async () => {
  const asked = network(json(200, { items: [] }));
  await call('GET /v1/tills', {});
  expect(asked[0]?.headers.has('x-form-token')).toBe(false);
  expect(asked[0]?.headers.has('idempotency-key')).toBe(false);
});

it('ids are encoded in the path, and empty parameters left out', async () => {
  const asked = network(nothing, json(200, { items: [] }));
  await call('POST /v1/sessions/{session_id}/end', { path: { session_id: 'a/b c' } });
  await call('GET /v1/audit', { query: { cursor: 'x=1', limit: 20 } });
  expect(asked.map(({ url }) => url)).toEqual([
    '/v1/sessions/a%2Fb%20c/end',
    '/v1/audit?cursor=x%3D1&limit=20',
  ]);
});

it('a change with a key is sent again, with the same key, while its outcome is unknown', async () => {
  const asked = network(lost, problem(503, 'busy'), json(201, { id: 'til_1' }));
  const answer = call('POST /v1/tills', { body: TILL }, { key: 'key-1' });
  await vi.runAllTimersAsync();
  expect(await answer).toEqual({ id: 'til_1' });
  expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual([
    'key-1',
    'key-1',
    'key-1',
  ]);
});

it('a change without a key is never sent twice', async () => {
  const asked = network(lost);
  const { code } = await caught(
    call('POST /v1/sign-in', { body: { email: 'a@b.c', password: 'x' } }),
  );
  expect(code).toBe(OFFLINE);
  expect(asked).toHaveLength(1);
});

it('nor one whose asker repeats it', async () => {
  const asked = network(lost);
  const error = await caught(call('POST /v1/tills', { body: TILL }, { key: 'key-1', once: true }));
  expect(error.code).toBe(OFFLINE);
  expect(asked).toHaveLength(1);
});

it('a refusal is not repeated, and says everything it was told', async () => {
  const asked = network(
    json(422, {
      code: 'staff.email_taken',
      title: 'T',
      hint: 'H',
      status: 422,
      detail: 'D',
      request_id: 'req_1',
      errors: [{ pointer: '/email', code: 'taken', message: 'taken' }],
      refusals: [{ code: 'r', title: 'R', message: 'no' }],
    }),
  );
  const error = await caught(call('POST /v1/tills', { body: TILL }, { key: 'key-1' }));
  expect(asked).toHaveLength(1);
  expect(error).toMatchObject({
    code: 'staff.email_taken',
    status: 422,
    title: 'T',
    hint: 'H',
    detail: 'D',
    requestId: 'req_1',
  });
  expect(error.at('/email')).toBe('taken');
  expect(error.at('/name')).toBeUndefined();
  expect(error.refusals).toHaveLength(1);
});

it('a stale form token is renewed once', async () => {
  wire.renewFormToken = async () => {
    wire.formToken = 'form-2';
  };
  const asked = network(problem(403, 'auth.form_token_missing'), nothing);
  await call('POST /v1/sessions/end-others', {}, { key: 'key-1' });
  expect(asked.map(({ headers }) => headers.get('x-form-token'))).toEqual(['form-1', 'form-2']);
  network(problem(403, 'auth.form_token_missing'), problem(403, 'auth.form_token_missing'));
  const { code } = await caught(call('POST /v1/sessions/end-others', {}));
  expect(code).toBe('auth.form_token_missing');
});

it('a file comes as it is', async () => {
  const asked = network(() => new Response('id;name', { headers: { 'content-type': 'text/csv' } }));
  const body = { q: 'anna', format: 'csv' } as const;
  const file = await call('POST /v1/reports/members/export', { body }, { as: 'blob' });
  expect(await (file as unknown as Blob).text()).toBe('id;name');
  expect(asked[0]?.url).toBe('/v1/reports/members/export');
});

it('the end of a session is told', async () => {
  const ended = vi.fn();
  wire.onSessionEnded = ended;
  network(problem(401, 'auth.session_ended'));
  await caught(call('GET /v1/staff', {}));
  expect(ended).toHaveBeenCalledOnce();
});

it('an answer that is not ours is a problem too', async () => {
  network(
    () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '7' } }),
  );
  const error = await caught(call('GET /v1/staff', {}));
  expect(error).toMatchObject({
    code: UNREADABLE,
    status: 502,
    retryAfter: 7,
    isOutcomeUnknown: true,
  });
});
