import { describe, expect, it } from 'vitest';
import { codeAt, keyOf } from '../../member/card/code';
import { countryOf } from './countries';
import { isEan, recognise } from './recognise';
import { memberIn } from './token';

const az = countryOf('AZN', 'Asia/Baku');
const TOKEN = 'T1.mem_01m8hjf7rqfshstrj0y3evqrx5.58761234.0123456789abcdef';

describe('what is scanned or typed is', () => {
  it.each([
    [TOKEN, { kind: 'token', token: TOKEN }],
    ['050 123 45 67', { kind: 'phone', phone: '+994501234567' }],
    ['4006381333931', { kind: 'ean', code: '4006381333931' }],
    ['96385074', { kind: 'ean', code: '96385074' }],
    ['anna@example.org', { kind: 'email', email: 'anna@example.org' }],
    ['  SPRING-10 ', { kind: 'code', code: 'SPRING-10' }],
    ['ВЕСНА10', { kind: 'code', code: 'ВЕСНА10' }],
    ['123456', { kind: 'code', code: '123456' }],
    ['12', { kind: 'nothing' }],
    ['', { kind: 'nothing' }],
    ['two words', { kind: 'nothing' }],
  ])('%s', (text, reading) => {
    expect(recognise(text, az)).toEqual(reading);
  });
});

it('a wrong check digit is no barcode', () => {
  expect(isEan('4006381333931')).toBe(true);
  expect(isEan('4006381333932')).toBe(false);
});

it('the code on a phone is one that the till knows, and names its member', async () => {
  const card = {
    number: undefined,
    member: 'mem_01m8hjf7rqfshstrj0y3evqrx5',
    period: 30,
    skew: 0,
    key: await keyOf('c2VjcmV0'),
  };
  const code = (await codeAt(card, 1_790_000_029_999)) ?? '';
  expect(recognise(code, az)).toEqual({ kind: 'token', token: code });
  expect(memberIn(code)).toBe(card.member);
});

it.each([
  'T1.mem_xyz.1.0123456789abcdef',
  'T1.01m8hjf7rqfshstrj0y3evqrx5.1.0123456789abcdef',
  'T2.mem_01m8hjf7rqfshstrj0y3evqrx5.1.0123456789abcdef',
])('%s names nobody', (text) => {
  expect(memberIn(text)).toBeUndefined();
});
