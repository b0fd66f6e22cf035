/**
 * The code that stands in the QR of the card: `T1.<member>.<step>.<mac>`. The phone makes it alone; the server
 * knows the same secret and takes codes of the present step and of the two around it.
 */
export interface CardOnPhone {
  /** EAN-13, for tills that read nothing else. */
  number: string | undefined;
  member: string;
  period: number;
  /** By so many milliseconds the server is ahead of the phone. */
  skew: number;
  /** Not extractable: no script can read the secret back, only make codes with it. */
  key: CryptoKey | undefined;
}

const lengthOf = ({ period }: CardOnPhone) => period * 1000;

/** Milliseconds until the code changes. */
export const leftOf = (card: CardOnPhone, ms: number) =>
  lengthOf(card) - ((ms + card.skew) % lengthOf(card));

export async function keyOf(secret: string): Promise<CryptoKey | undefined> {
  // Pages without TLS have no `subtle`; there the card shows its number only.
  return globalThis.crypto?.subtle?.importKey(
    'raw',
    bytesOf(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
}

export async function codeAt(card: CardOnPhone, ms: number): Promise<string | undefined> {
  const { key, member, skew } = card;
  if (!key) return undefined;
  const said = `${member}.${Math.floor((ms + skew) / lengthOf(card))}`;
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(said));
  const hex = Array.from(new Uint8Array(mac, 0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return `T1.${said}.${hex.join('')}`;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
