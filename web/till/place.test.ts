import type { Till } from '@shared/api/types';
import { expect, it } from 'vitest';
import { placeOf } from './place';

const till = { name: 'Front', store: 'main' } as Till;

it('a device says its till, who serves there, and the name of its store', () => {
  expect(placeOf({ till, store_name: 'Main Street' })).toBe('Front · Main Street');
  // Narrow screens cut off the end.
  expect(placeOf({ till, store_name: 'Main Street' }, 'Carla')).toBe('Front · Carla · Main Street');
});

it('where the store has no name the till is enough', () => {
  expect(placeOf({ till })).toBe('Front');
  expect(placeOf({ till, store_name: null }, 'Carla')).toBe('Front · Carla');
});
