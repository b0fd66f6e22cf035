import { ApiProblem } from '@shared/api/problem';
import { invitationLink } from '@shared/invitation/link';
import { expect, it } from 'vitest';
import { isAboutFriend, type Joining, newMember } from './joining';

const joining: Joining = {
  phone: '+4915123456789',
  name: ' Nadia ',
  friend: '',
  agrees: true,
  wantsOffers: false,
  language: 'ru',
};

it('somebody joins with what they told, and with their yes', () => {
  expect(newMember(joining)).toEqual({
    identities: [{ kind: 'phone', value: '+4915123456789' }],
    contact: { name: 'Nadia', phone: '+4915123456789' },
    profile: { language: 'ru', consents: ['till/membership'] },
    channel: 'till',
  });
});

it('what is not told is not sent', () => {
  const { contact } = newMember({ ...joining, name: ' ' });
  expect(contact).toEqual({ phone: '+4915123456789' });
});

it('each yes is a consent of its own', () => {
  const consents = (part: Partial<Joining>) => newMember({ ...joining, ...part }).profile?.consents;
  expect(consents({ wantsOffers: true })).toEqual(['till/membership', 'sms/offers']);
  expect(consents({ agrees: false })).toEqual([]);
});

it.each([
  ['as it stands on their phone', ' 7F3K-9QXA2 '],
  ['in their link', invitationLink('https://shop.example', '7F3K-9QXA2')],
])('the code of a friend goes along, %s', (_, friend) => {
  expect(newMember({ ...joining, friend }).referred_by).toEqual({ code: '7F3K-9QXA2' });
});

it('what looks like no code is for the server to judge', () => {
  expect(newMember({ ...joining, friend: 'ANNA' }).referred_by).toEqual({ code: 'ANNA' });
});

it('only a no to the code of the friend is shown beside it', () => {
  const no = (code: string) => new ApiProblem({ code, status: 422, title: '', hint: '' });
  expect(isAboutFriend(no('referral.unknown'))).toBe(true);
  expect(isAboutFriend(no('referral.self'))).toBe(true);
  expect(isAboutFriend(no('identity.taken'))).toBe(false);
  expect(isAboutFriend(null)).toBe(false);
});
