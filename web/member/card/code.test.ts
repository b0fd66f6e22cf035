import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { type CardOnPhone, codeAt, keyOf, leftOf } from './code';

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37 + 251) % 256));
const MEMBER = 'mem_01m8hjf7rqfshstrj0y3evqrx5';

const card = async (skew = 0): Promise<CardOnPhone> => ({
  number: undefined,
  member: MEMBER,
  period: 30,
  skew,
  key: await keyOf(SECRET.toString('base64url')),
});

it('the code is what the server calculates', async () => {
  const now = 1_790_000_029_999;
  const step = 59_666_667;
  const mac = createHmac('sha256', SECRET).update(`${MEMBER}.${step}`).digest('hex').slice(0, 16);
  expect(await codeAt(await card(), now)).toBe(`T1.${MEMBER}.${step}.${mac}`);
});

it('a code lives for one step, and the next one is another', async () => {
  const of = await card();
  const [first, last, next] = await Promise.all(
    [30_000, 59_999, 60_000].map((ms) => codeAt(of, ms)),
  );
  expect(last).toBe(first);
  expect(next).not.toBe(first);
  expect([leftOf(of, 30_000), leftOf(of, 59_999)]).toEqual([30_000, 1]);
});

it('a phone whose clock is five minutes behind makes the code of now', async () => {
  const behind = await card(300_000);
  expect(await codeAt(behind, 1_000_000)).toBe(await codeAt(await card(), 1_300_000));
  expect(leftOf(behind, 1_000_000)).toBe(leftOf(await card(), 1_300_000));
});

it('the secret cannot be read back', async () => {
  const { key } = await card();
  expect(key?.extractable).toBe(false);
});

it('without a key there is no code', async () => {
  expect(await codeAt({ ...(await card()), key: undefined }, 0)).toBeUndefined();
});
