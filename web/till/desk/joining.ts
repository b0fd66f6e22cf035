import { ApiProblem } from '@shared/api/problem';
import type { NewMember } from '@shared/api/types';
import { friendIn } from '../scan/friend';

/** What a cashier asks of somebody who joins. */
export interface Joining {
  /** In the form of the API: `+994501234567`. */
  phone: string;
  name: string;
  /** The code of whoever brought them, or the link that bears it; nothing when they came by themselves. */
  friend: string;
  agrees: boolean;
  wantsOffers: boolean;
  language: string;
}

/** To be a member, and to name and phone being kept. */
const AGREES = 'till/membership';
const WANTS_OFFERS = 'sms/offers';

export function newMember(joining: Joining): NewMember {
  const { phone, agrees, wantsOffers, language } = joining;
  const [name, friend] = [joining.name.trim(), joining.friend.trim()];
  return {
    identities: [{ kind: 'phone', value: phone }],
    contact: { ...(name && { name }), phone },
    profile: {
      language,
      consents: [...(agrees ? [AGREES] : []), ...(wantsOffers ? [WANTS_OFFERS] : [])],
    },
    channel: 'till',
    ...(friend && { referred_by: { code: friendIn(friend) ?? friend } }),
  };
}

/** Whether it is the code of the friend that the server says no to. */
export const isAboutFriend = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.code.startsWith('referral.');
