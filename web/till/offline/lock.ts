import { useSyncExternalStore } from 'react';
import { keep, kept } from './kept';

const listeners = new Set<() => void>();

/**
 * Locks the till here, when the server cannot be told that nobody stands at it any more. It stays locked over
 * restarts, until somebody signs in.
 */
export function lockHere(isLocked: boolean): void {
  keep('isLocked', isLocked || undefined);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLockedHere = () => useSyncExternalStore(subscribe, () => kept('isLocked') ?? false);
