import { expect, it } from 'vitest';
import { invitationIn, invitationLink } from './link';

it('an invitation carries the code where no server sees it', () => {
  const link = new URL(invitationLink('https://shop.example', '7F3K-9QXA2'));
  expect(link.origin + link.pathname + link.search).toBe('https://shop.example/app/invited');
  expect(invitationIn(link.hash)).toBe('7F3K-9QXA2');
});

it.each([
  '',
  '#content',
  '#code=',
  '#code=A%20gift:%20call%201234',
  `#code=${'A'.repeat(33)}`,
  '#certificate=ABCD-2345',
])('%s is no invitation', (hash) => {
  expect(invitationIn(hash)).toBeUndefined();
});
