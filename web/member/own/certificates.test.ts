import { expect, it } from 'vitest';
import { giftIn, giftLink } from './certificates';

it('a link carries the code where no server sees it', () => {
  const link = new URL(giftLink('https://shop.example', '7F3K-9QXA-2MB4-1TTR2'));
  expect(link.pathname + link.search).toBe('/app/rewards');
  expect(giftIn(link.hash)).toBe('7F3K-9QXA-2MB4-1TTR2');
});

it('other addresses bring no gift', () => {
  expect(giftIn('')).toBeUndefined();
  expect(giftIn('#certificate=')).toBeUndefined();
  expect(giftIn('#content')).toBeUndefined();
});
