const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Text of the QR code that rotates on a member's phone: `T1.<id>.<step>.<mac>`. */
const ROTATING = /^T1\.([0-9a-z]+)\.\d+\.[0-9a-f]{16}$/i;

export const isToken = (text: string) => ROTATING.test(text);

/**
 * The member that a rotating code names. Nobody can tell without the network whether the code is genuine: with
 * it, a till may let the member earn, and nothing else.
 */
export function memberIn(text: string): string | undefined {
  const id = ROTATING.exec(text)?.[1]?.toLowerCase();
  if (!id) return undefined;
  if (/^[0-9a-f]{32}$/.test(id)) return `mem_${base32(BigInt(`0x${id}`))}`;
  const short = id.replace(/^mem/, '');
  return short.length === 26 && [...short].every((letter) => ALPHABET.includes(letter))
    ? `mem_${short}`
    : undefined;
}

/** 128 bits in 26 letters, as our ids write them. */
function base32(value: bigint): string {
  let text = '';
  for (let rest = value, at = 0; at < 26; at += 1, rest >>= 5n) {
    text = ALPHABET.charAt(Number(rest & 31n)) + text;
  }
  return text;
}
