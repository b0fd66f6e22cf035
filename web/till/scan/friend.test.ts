import { invitationLink } from '@shared/invitation/link';
import { expect, it } from 'vitest';
import { friendIn } from './friend';

it.each(['7F3K-9QXA2', '7f3k-9qxa2', '7F3K9QXA2', ' 7F3K-9QXA2 '])(
  '%s is a code of a friend',
  (text) => {
    expect(friendIn(text)).toBe(text.trim());
  },
);

it('the link of an invitation bears the code', () => {
  expect(friendIn(invitationLink('https://shop.example', '7F3K-9QXA2'))).toBe('7F3K-9QXA2');
});

it.each([
  ['a card', '2012345678903'],
  ['a phone number', '015112345678'],
  ['a coupon', '7F3K-9QXA-2MB4T'],
  ['a promo code', 'SPRING100'],
  ['the code on a phone', 'T1.mem_01jbmf8x2ye7ctgx9s3wv0hq5r.5.0123456789abcdef'],
  ['an address without a code', 'https://shop.example/app/#content'],
])('%s is none', (_, text) => {
  expect(friendIn(text)).toBeUndefined();
});
