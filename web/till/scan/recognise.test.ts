import { describe, expect, it } from 'vitest';
import { countryOf } from './countries';
import { isEan, recognise } from './recognise';
import { memberIn } from './token';

const az = countryOf('AZN', 'Asia/Baku');
const TOKEN = 'T1.0199c4a23b5c7d8e9f00112233445566.58761234.0123456789abcdef';

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

describe('the member in a rotating code', () => {
  it('is read from a UUID', () => {
    expect(memberIn('T1.00000000000000000000000000000021.1.0123456789abcdef')).toBe(
      'mem_00000000000000000000000011',
    );
    expect(memberIn(TOKEN)).toMatch(/^mem_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  });

  it('is read from our own letters', () => {
    expect(memberIn('T1.01m8hjf7rqfshstrj0y3evqrx5.1.0123456789abcdef')).toBe(
      'mem_01m8hjf7rqfshstrj0y3evqrx5',
    );
  });

  it('is nobody in a code of another kind', () => {
    expect(memberIn('T1.xyz.1.0123456789abcdef')).toBeUndefined();
    expect(memberIn('T2.0199c4a23b5c7d8e9f00112233445566.1.0123456789abcdef')).toBeUndefined();
  });
});
