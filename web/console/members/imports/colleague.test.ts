import { ApiProblem } from '@shared/api/problem';
import type { Import } from '@shared/api/types';
import { expect, it } from 'vitest';
import { needsColleague } from './colleague';

const run = (rest: Partial<Import>): Import => ({
  id: 'imp_1',
  kind: 'members',
  file_name: 'members.csv',
  made_at: '2026-11-28T10:00:00Z',
  state: 'checked',
  total: 2,
  done: 0,
  created: 0,
  failed: 0,
  columns: [],
  errors: [],
  preview: [],
  needs_colleague: false,
  ...rest,
});
const refused = (code: string) => new ApiProblem({ code, status: 403, title: '', hint: '' });

it('says before the click that a colleague has to start it', () => {
  expect(needsColleague(run({ needs_colleague: true }), null)).toBe(true);
  expect(needsColleague(run({ needs_colleague: true, state: 'failed' }), null)).toBe(true);
  expect(needsColleague(run({}), null)).toBe(false);
});

it('takes the word of the server, and says nothing of what goes on already', () => {
  expect(needsColleague(run({}), refused('approval.own'))).toBe(true);
  expect(needsColleague(run({}), refused('import.state'))).toBe(false);
  expect(needsColleague(run({ needs_colleague: true, state: 'running' }), null)).toBe(false);
});
