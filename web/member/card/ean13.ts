/**
 * EAN-13 as bars. Twelve digits stand in two halves of six, seven modules each; the first digit of all is told
 * by which of two codes the digits of the left half are written in. GS1 General Specifications, section 5.2.
 */
const LEFT_ODD = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
const PARITY = [
  'OOOOOO',
  'OOEOEE',
  'OOEEOE',
  'OOEEEO',
  'OEOOEE',
  'OEEOOE',
  'OEEEOO',
  'OEOEOE',
  'OEOEEO',
  'OEEOEO',
];

const inverted = (bits: string) => bits.replace(/[01]/g, (bit) => (bit === '0' ? '1' : '0'));
const reversed = (bits: string) => [...bits].reverse().join('');

/** Whether the thirteen digits are a number with its right check digit. */
export function isEan13(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false;
  const sum = [...digits].reduce((so, digit, at) => so + Number(digit) * (at % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** 95 modules from left to right, `1` for a bar. Nothing for what is no EAN-13. */
export function modulesOf(digits: string): string | undefined {
  if (!isEan13(digits)) return undefined;
  const parity = PARITY[Number(digits[0])] ?? '';
  const half = (from: number, code: (digit: number, at: number) => string) =>
    Array.from({ length: 6 }, (_, at) => code(Number(digits[from + at]), at)).join('');
  const left = half(1, (digit, at) => {
    const odd = LEFT_ODD[digit] ?? '';
    return parity[at] === 'O' ? odd : reversed(inverted(odd));
  });
  const right = half(7, (digit) => inverted(LEFT_ODD[digit] ?? ''));
  return `101${left}01010${right}101`;
}
