import type { Reachable } from '@shared/api/people';

/** What people type, in the form in which the API knows it: `+994501234567`, `anna@example.org`. */
export function reachOf(kind: Reachable['kind'], typed: string): Reachable {
  if (kind === 'email') return { kind, value: typed.trim().toLowerCase() };
  const digits = typed.replace(/[^\d+]/g, '');
  return { kind, value: digits.startsWith('00') ? `+${digits.slice(2)}` : digits };
}
