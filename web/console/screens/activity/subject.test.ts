import { expect, it } from 'vitest';
import { subjectOf } from './subject';

it('the subject of an act is told apart from its details', () => {
  expect(subjectOf({ role: 'owner', staff: 'stf_1', enabled: true, partner: null })).toEqual({
    subject: 'stf_1',
    rest: [
      ['role', 'owner'],
      ['enabled', 'true'],
    ],
  });
});

it('an act without a subject keeps all its details', () => {
  expect(subjectOf({ kind: 'x' })).toEqual({ subject: undefined, rest: [['kind', 'x']] });
});
