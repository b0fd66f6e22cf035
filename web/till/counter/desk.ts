import type { Programme } from '@shared/api/types';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { Desk } from '../desk/desk';
import { Reader } from '../desk/reader';
import type { DeskState } from '../desk/state';
import { takeTurn } from '../offline/turn';

export interface Counter {
  desk: Desk;
  reader: Reader;
  programme: Programme;
}

let opened: Promise<{ desk: Desk; reader: Reader }> | undefined;

/** One desk per page: the sale on it stays while cashiers take turns. */
export function openDesk(): Promise<{ desk: Desk; reader: Reader }> {
  opened ??= takeTurn()
    .then(() => Desk.open())
    .then((desk) => ({ desk, reader: new Reader(desk) }));
  return opened;
}

const Context = createContext<Counter | undefined>(undefined);
export const CounterContext = Context.Provider;

export function useCounter(): Counter & { state: DeskState } {
  const counter = useContext(Context);
  if (!counter) throw new Error('no CounterContext around this component');
  const { desk } = counter;
  const state = useSyncExternalStore(desk.subscribe, () => desk.state);
  return { ...counter, state };
}
