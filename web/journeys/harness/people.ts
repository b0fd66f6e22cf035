import type { StaffRole } from '../../shared/api/types';
import { Caller } from './api';
import type { Server } from './server';
import { Authenticator } from './totp';

export const PASSWORD = 'correct horse battery';

export interface Person {
  id: string;
  name: string;
  email: string;
  api: Caller;
  authenticator: Authenticator;
}

/** The first owner, with a second factor. */
export async function owner(server: Server, name = 'Olga'): Promise<Person> {
  const api = new Caller(server.url);
  const email = `${name.toLowerCase()}@example.org`;
  const body = { token: server.setupToken, name, email, password: PASSWORD };
  const session = await api.ask('POST /v1/setup', { body });
  return { id: session.id, name, email, api, authenticator: await secondFactor(api) };
}

/** Somebody whom an owner invited, and who accepted. */
export async function colleague(by: Person, role: StaffRole, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.org`;
  const partner = role === 'partner' ? { partner: 'bakery' } : {};
  const invited = await by.api.ask('POST /v1/staff', { body: { name, email, role, ...partner } });
  const api = new Caller(by.api.url);
  const body = { token: invited.invitation ?? '', password: PASSWORD };
  await api.ask('POST /v1/invitations/accept', { body });
  return { id: invited.id, name, email, api, authenticator: await secondFactor(api) };
}

async function secondFactor(api: Caller): Promise<Authenticator> {
  const { secret } = await api.ask('POST /v1/second-factor', {});
  const authenticator = new Authenticator(secret);
  await api.ask('POST /v1/second-factor/confirm', { body: { code: authenticator.code() } });
  return authenticator;
}

export interface Counter {
  till: string;
  cashier: string;
  pin: string;
  /** At the till, signed in. */
  api: Caller;
}

/** A till that is set up, with a cashier who is signed in at it. */
export async function counter(by: Person, name = 'Front'): Promise<Counter> {
  const pin = '246813';
  const cashier = { name: 'Carla', role: 'cashier', pin } as const;
  const { id } = await by.api.ask('POST /v1/staff', { body: cashier });
  const till = await by.api.ask('POST /v1/tills', { body: { name, store: 'main' } });
  const api = new Caller(by.api.url);
  await api.ask('POST /v1/till/enrol', { body: { code: till.code ?? '' } });
  await api.ask('POST /v1/till/sign-in', { body: { cashier: id, pin } });
  return { till: till.id, cashier: id, pin, api };
}

export interface Known {
  id: string;
  name: string;
  phone: string;
}

/** A member who can be found by phone. */
export async function member(server: Server, name: string, phone: string): Promise<Known> {
  const change = await server.admin.ask('POST /v1/members', {
    body: { identities: [{ kind: 'phone', value: phone }], profile: {}, contact: { name } },
  });
  return { id: change.member ?? '', name, phone };
}

/** The session of a member on their phone. */
export async function signedIn(server: Server, who: Known): Promise<Caller> {
  const api = new Caller(server.url);
  const to = { kind: 'phone', value: who.phone } as const;
  await api.ask('POST /v1/member-codes', { body: { to } });
  const code = await server.codeFor(who.phone);
  await api.ask('POST /v1/member-sign-in', { body: { to, code } });
  return api;
}
