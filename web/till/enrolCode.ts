/** Codes of tills are two groups of four digits; people leave the dash out, or type too much. */
export function written(typed: string): string {
  const digits = typed.replace(/\D/g, '').slice(0, 8);
  return digits.length > 4 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : digits;
}

/** The code that the console puts behind the `#` of its QR code. */
export const codeIn = (hash: string): string =>
  written(new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '');

export const isWhole = (code: string) => code.length === 9;
