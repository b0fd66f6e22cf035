import { expect, it } from 'vitest';
import { subjectOf } from './subject';

it('the subject of an act is told apart from its details', () => {
  expect(subjectOf({ role: 'owner', staff: 'stf_1', enabled: true, partner: null })).toEqual({
    subject: 'stf_1',
    label: undefined,
    rest: [
      ['role', 'owner'],
      ['enabled', 'true'],
    ],
  });
});

it('an act without a subject keeps all its details', () => {
  expect(subjectOf({ kind: 'x' })).toEqual({
    subject: undefined,
    label: undefined,
    rest: [['kind', 'x']],
  });
});

it('what has a name is called by it, and not told twice', () => {
  const found = subjectOf({ key: 'key_1', name: 'Till system', role: 'till' });
  expect(found).toEqual({ subject: 'key_1', label: 'Till system', rest: [['role', 'till']] });
});

it('a store that was named is told by its name, a till by itself', () => {
  const named = subjectOf({ store: 'main', name: 'Main Street', address: null });
  expect(named).toEqual({ subject: 'main', label: 'Main Street', rest: [] });
  const till = subjectOf({ till: 'til_1', store: 'main' });
  expect(till).toEqual({ subject: 'til_1', label: undefined, rest: [['store', 'main']] });
});
