import { useSyncExternalStore } from 'react';

function listen(change: () => void) {
  addEventListener('online', change);
  addEventListener('offline', change);
  return () => {
    removeEventListener('online', change);
    removeEventListener('offline', change);
  };
}

/** What the phone believes; an unreachable server shows itself by a failed answer. */
export const useOnline = () => useSyncExternalStore(listen, () => navigator.onLine);
