import { expect, it } from 'vitest';
import { isEan13, modulesOf } from './ean13';

it.each(['4006381333931', '5901234123457', '2000000000008'])('%s is a number', (digits) => {
  expect(isEan13(digits)).toBe(true);
});

it.each(['4006381333932', '400638133393', '40063813339311', '400638133393a', ''])(
  '%s is none',
  (digits) => {
    expect(isEan13(digits)).toBe(false);
    expect(modulesOf(digits)).toBeUndefined();
  },
);

it('the bars of a known number', () => {
  // 5901234123457 is the example of the standard; 5 writes the left half as O E E O O E.
  const parts = [
    '101',
    '0001011',
    '0100111',
    '0110011',
    '0010011',
    '0111101',
    '0011101',
    '01010',
    '1100110',
    '1101100',
    '1000010',
    '1011100',
    '1001110',
    '1000100',
    '101',
  ];
  expect(modulesOf('5901234123457')).toBe(parts.join(''));
});
