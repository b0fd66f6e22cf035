import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The app on the phone of somebody who signs in: six digits from a secret and the time. */
export class Authenticator {
  #key: Buffer;
  #used = 0;

  constructor(secret: string) {
    this.#key = bytesOf(secret.replace(/\s/g, ''));
  }

  /**
   * A code that the server has not seen. It takes each only once, and takes that of the next half minute
   * early, because clocks differ: so nobody has to wait here.
   */
  code(): string {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), this.#used + 1);
    this.#used = step;
    return digitsOf(this.#key, step);
  }
}

function digitsOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const tag = createHmac('sha1', key).update(counter).digest();
  const at = (tag[tag.length - 1] ?? 0) & 15;
  const number = (tag.readUInt32BE(at) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

function bytesOf(base32: string): Buffer {
  const bits = [...base32]
    .map((one) => ALPHABET.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
