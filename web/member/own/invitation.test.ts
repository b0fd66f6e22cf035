import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetInvitation, invitation } from './invitation';

beforeEach(() => {
  const drawer = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => drawer.get(name) ?? null,
    setItem: (name: string, value: string) => void drawer.set(name, value),
    removeItem: (name: string) => void drawer.delete(name),
  });
});

afterEach(() => vi.unstubAllGlobals());

it('nobody is invited before a link is opened', () => {
  expect(invitation('')).toBeUndefined();
});

it('an invitation is still there when the app is opened without its link', () => {
  expect(invitation('#code=7F3K-9QXA2')).toBe('7F3K-9QXA2');
  expect(invitation('')).toBe('7F3K-9QXA2');
  expect(invitation('#certificate=ABCD-2345')).toBe('7F3K-9QXA2');
});

it('of two invitations the one that was opened last counts', () => {
  invitation('#code=7F3K-9QXA2');
  invitation('#code=4F7K-9QXA3');
  expect(invitation('')).toBe('4F7K-9QXA3');
});

it('whoever has become a member is not invited any more', () => {
  invitation('#code=7F3K-9QXA2');
  forgetInvitation();
  expect(invitation('')).toBeUndefined();
});

it('a browser that keeps nothing still shows the link that it opened', () => {
  const forbidden = () => {
    throw new DOMException('', 'SecurityError');
  };
  vi.stubGlobal('localStorage', {
    getItem: forbidden,
    setItem: forbidden,
    removeItem: forbidden,
  });
  expect(invitation('#code=7F3K-9QXA2')).toBe('7F3K-9QXA2');
  expect(invitation('')).toBeUndefined();
  expect(forgetInvitation).not.toThrow();
});
