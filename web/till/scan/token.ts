/** Text of the QR code that rotates on a member's phone: `T1.<member>.<step>.<mac>`. */
const ROTATING = /^T1\.(mem_[0-9a-hjkmnp-tv-z]{26})\.\d+\.[0-9a-f]{16}$/;

export const isToken = (text: string) => ROTATING.test(text);

/**
 * The member that a rotating code names. Nobody can tell without the network whether the code is genuine: with
 * it, a till may let the member earn, and nothing else.
 */
export const memberIn = (text: string): string | undefined => ROTATING.exec(text)?.[1];
