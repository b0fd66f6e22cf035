import type { Branding, Device, Programme, Session } from '@shared/api/types';

/** What a till needs to open without a network: what it is, who stands at it, what is sold in which money. */
interface KeptAnswers {
  device: Device;
  /** INVARIANT: without the form token, so nothing here lets anybody sign in. */
  session: Omit<Session, 'form_token'>;
  programme: Programme;
  /** How much of each unit is how much money, as the last quote had it. */
  rates: Rates;
  branding: Branding;
  /** By so many milliseconds the clock of the device is ahead. */
  ahead: number;
  isLocked: boolean;
}

const KEYS = [
  'device',
  'session',
  'programme',
  'rates',
  'branding',
  'ahead',
  'isLocked',
] as const satisfies (keyof KeptAnswers)[];

export type Rates = Readonly<Record<string, { amount: string; money: string }>>;

const nameOf = (key: string) => `tessera.till.${key}`;

// A browser may forbid keeping anything; then the till needs its network to open.
export function kept<K extends keyof KeptAnswers>(key: K): KeptAnswers[K] | undefined {
  try {
    const text = localStorage.getItem(nameOf(key));
    return text ? (JSON.parse(text) as KeptAnswers[K]) : undefined;
  } catch {
    return undefined;
  }
}

export function keep<K extends keyof KeptAnswers>(key: K, value: KeptAnswers[K] | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(nameOf(key));
    else localStorage.setItem(nameOf(key), JSON.stringify(value));
  } catch {
    return;
  }
}

/** Who stands at the till; nobody after signing out. */
export function keepSession(session: Session | null): void {
  if (!session) {
    keep('session', undefined);
    return;
  }
  const { form_token: _, ...rest } = session;
  keep('session', rest);
}

/** All of it goes. */
export function forgetKept(): void {
  for (const key of KEYS) keep(key, undefined);
}
