import { expect, it } from 'vitest';
import { knownStores, storesIn } from './stores';

it('finds the stores that conditions name', () => {
  const document = `
rules:
  harbour: { if: "store.id == 'harbour' && line.category == 'cake'" }
  both: { if: store.id in ['main', "garden"] && store.brand == 'loom' }
`;
  expect(storesIn(document)).toEqual(['harbour', 'main', 'garden']);
  expect(storesIn("if: store.brand in ['loom'] && basket.store.ids == 'x'")).toEqual([]);
});

it('offers every store once, also one whose till was taken out of use', () => {
  const tills = [{ store: 'garden' }, { store: 'main' }];
  expect(knownStores([{ id: 'main' }], tills, "store.id == 'main'")).toEqual(['garden', 'main']);
  expect(knownStores([], [], '')).toEqual([]);
});
