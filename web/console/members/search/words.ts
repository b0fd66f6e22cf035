import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { readMembers } from './narrowed';

declare module '@tanstack/history' {
  interface HistoryState {
    /** What members were searched for. */
    words?: string;
  }
}

/** The same entry of the history with other words. */
export function withWords<State extends { words?: string }>(state: State, words: string): State {
  const { words: _, ...rest } = state;
  return (words ? { ...rest, words } : rest) as State;
}

/**
 * What was searched for. Names and phones do not stand in the address, which proxies write down: the entry of the
 * history keeps them, so that going back from a profile, and loading the page again, find them.
 */
export const useWords = () => useLocation({ select: ({ state }) => state.words ?? '' });

/** Keeps what is searched for now in the entry of the list. While the list is left, the entry is another's. */
export function useKeptWords(words: string): void {
  const navigate = useNavigate();
  const here = useLocation({
    select: ({ pathname, state }) =>
      pathname.endsWith('/members') ? (state.words ?? '') : undefined,
  });
  useEffect(() => {
    if (here === undefined || words === here) return;
    void navigate({
      to: '/members',
      search: readMembers,
      state: (now) => withWords(now, words),
      replace: true,
    });
  }, [words, here, navigate]);
}
