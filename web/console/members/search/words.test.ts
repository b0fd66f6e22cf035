import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router';
import { expect, it } from 'vitest';
import { readMembers } from './narrowed';
import { withWords } from './words';

it('other words take the place of those before, and none leave nothing', () => {
  const before = { words: 'ann', key: 'k' };
  expect(withWords(before, 'boris')).toEqual({ words: 'boris', key: 'k' });
  expect(withWords(before, '')).toEqual({ key: 'k' });
});

it('an address never has the words, and drops those of an old one', async () => {
  const root = createRootRoute();
  const history = createMemoryHistory({ initialEntries: ['/members?q=anna&blocked=true'] });
  const list = createRoute({
    getParentRoute: () => root,
    path: '/members',
    validateSearch: readMembers,
  });
  const router = createRouter({ routeTree: root.addChildren([list]), history });
  await router.load();
  const { href, state } = router.buildLocation({
    to: '/members',
    search: readMembers,
    state: (now: object) => withWords(now, '+994501234567'),
  } as never);
  expect(href).toBe('/members?blocked=true');
  expect(state).toMatchObject({ words: '+994501234567' });
  // A figure opens its own list, and nothing that was typed before.
  expect(router.buildLocation({ to: '/members' } as never).state.words).toBeUndefined();
});
