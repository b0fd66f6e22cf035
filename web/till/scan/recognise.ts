import type { Country } from './countries';
import { e164 } from './phone';
import { isToken } from './token';

/** What came out of a scanner, a camera, or a cashier's fingers. */
export type Reading =
  | { kind: 'token'; token: string }
  | { kind: 'phone'; phone: string }
  | { kind: 'email'; email: string }
  /** A card of a member, or a product: only the server, or the moment, can tell. */
  | { kind: 'ean'; code: string }
  /** Coupon, certificate, or something to pick up. */
  | { kind: 'code'; code: string }
  | { kind: 'nothing' };

export function recognise(raw: string, country: Country | undefined): Reading {
  const text = raw.trim();
  if (isToken(text)) return { kind: 'token', token: text };
  if (/^\S+@\S+\.\S+$/.test(text)) return { kind: 'email', email: text };
  if (isEan(text)) return { kind: 'ean', code: text };
  if (/^\+?[\d\s()-]+$/.test(text)) {
    const phone = e164(text, country);
    if (phone) return { kind: 'phone', phone };
    // Codes in digits have four of them at least; three are a slip.
    const digits = text.replace(/\D/g, '');
    return digits.length >= 4 && /^\d+$/.test(text)
      ? { kind: 'code', code: digits }
      : { kind: 'nothing' };
  }
  return /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{2,63}$/u.test(text)
    ? { kind: 'code', code: text }
    : { kind: 'nothing' };
}

/** EAN-13 or EAN-8 with a right check digit, by the weights 1 and 3 of GS1. */
export function isEan(text: string): boolean {
  if (!/^(\d{8}|\d{13})$/.test(text)) return false;
  const digits = [...text].map(Number).reverse();
  const sum = digits.reduce((so, digit, at) => so + digit * (at % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}
