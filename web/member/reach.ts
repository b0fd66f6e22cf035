import type { Identity as Reachable } from '@shared/api/types';

/** What people type, in the form in which the API knows it: `+994501234567`, `anna@example.org`. */
export function reachOf(kind: Reachable['kind'], typed: string): Reachable {
  if (kind === 'email') return { kind, value: typed.trim().toLowerCase() };
  const digits = typed.replace(/[^\d+]/g, '');
  return { kind, value: digits.startsWith('00') ? `+${digits.slice(2)}` : digits };
}
