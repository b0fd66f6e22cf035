import { useEffect, useState } from 'react';
import { PATIENCE_MS } from '../desk/patience';

const NAME = 'tessera-till';
let turn: Promise<void> | undefined;

/**
 * Until this page is the only one of its browser that is the till: two would send the same receipts, and release
 * each other's reserved units. The turn lasts as long as the page. Pages without TLS know no locks.
 */
export function takeTurn(): Promise<void> {
  turn ??= new Promise((resolve) => {
    if (!navigator.locks) {
      resolve();
      return;
    }
    void navigator.locks.request(NAME, () => {
      resolve();
      return new Promise(() => {});
    });
  });
  return turn;
}

/** Whether it is this page's turn. Nothing while that is unclear, as when the page has just been loaded anew. */
export function useTurn(): boolean | undefined {
  const [isOurs, setOurs] = useState<boolean>();
  useEffect(() => {
    const timer = setTimeout(() => setOurs((known) => known ?? false), PATIENCE_MS);
    void takeTurn().then(() => setOurs(true));
    return () => clearTimeout(timer);
  }, []);
  return isOurs;
}
