import { expect, it } from 'vitest';
import { namesOf, storeWords } from './names';

const names = namesOf([
  { id: 'main-street', name: 'Main Street' },
  { id: 'garden', name: null },
  { id: 'terrace' },
  { id: 'Riverside', name: 'Riverside' },
]);

it('a store is called by its name with the key behind it', () => {
  expect(storeWords(names, 'main-street')).toBe('Main Street (main-street)');
});

it('a store without a name, and one that nobody knows, go by their keys', () => {
  const keys = ['garden', 'terrace', 'closed-long-ago'];
  expect(keys.map((id) => storeWords(names, id))).toEqual(keys);
});

it('a name that is the key is said once', () => {
  expect(storeWords(names, 'Riverside')).toBe('Riverside');
});
