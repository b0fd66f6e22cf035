import type { Version } from '@shared/api/types';
import { expect, it } from 'vitest';
import { openDraftOf } from './openDraft';

const version = (number: number, state: Version['state']): Version => ({
  number,
  state,
  hash: String(number),
  created_at: '2026-11-28T10:00:00Z',
  updated_at: '2026-11-28T10:00:00Z',
});

it('goes on with the newest draft', () => {
  const versions = [version(4, 'draft'), version(5, 'draft'), version(3, 'published')];
  expect(openDraftOf(versions, 3)?.number).toBe(5);
});

it('goes on with a draft when a newer version is published, but does not count yet', () => {
  const versions = [version(5, 'published'), version(4, 'draft'), version(3, 'published')];
  expect(openDraftOf(versions, 3)?.number).toBe(4);
});

it('leaves alone what is older than the programme that counts', () => {
  const versions = [version(3, 'published'), version(2, 'draft')];
  expect(openDraftOf(versions, 3)).toBeUndefined();
  expect(openDraftOf(versions, undefined)?.number).toBe(2);
});
