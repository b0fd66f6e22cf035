/** What members may do for themselves: card, preferences, standing, claims, certificates. */
import type { Decimal, Handover, HeldCoupon, Measure, MemberId, Moment } from '../types';
import type { Of, Page } from './route';

type Own = { member_id: MemberId };
type Language = { locale?: string };

export interface StandingUnit {
  unit: string;
  name: string;
  /** The word by plural form. */
  forms?: Partial<Record<Intl.LDMLPluralRule, string>>;
  kind: 'points' | 'stamps' | 'tickets' | (string & {});
  /** So much money the balance pays. */
  worth?: Decimal | null;
}

export interface Way {
  name: string;
  have: Decimal;
  need: Decimal;
  measure: Measure;
  unit?: string | null;
}

export interface Track {
  track: string;
  name: string;
  tier?: { tier: string; name: string } | null;
  until?: Moment | null;
  benefits: string[];
  /** One of the ways is enough. */
  next?: { tier: string; name: string; ways: Way[] } | null;
}

export interface StampCard {
  unit: string;
  name: string;
  have: number;
  size: number;
  gives?: string | null;
}

export interface Quest {
  quest: string;
  name: string;
  until?: Moment | null;
  done: boolean;
  gives?: string | null;
  steps: { step: string; name: string; have: number; need: number }[];
}

export interface Streak {
  streak: string;
  name: string;
  every: 'day' | 'week' | 'month';
  length: number;
  next?: { length: number; gives?: string | null } | null;
}

export interface GroupKind {
  kind: string;
  name: string;
  seats: number;
  /** Whether members may found one. */
  opens: boolean;
}

/** What a member has reached, and what is next. */
export interface MemberStanding {
  currency: string;
  units: StandingUnit[];
  tracks: Track[];
  stamps: StampCard[];
  quests: Quest[];
  streaks: Streak[];
  group_kinds: GroupKind[];
}

export interface Claim {
  claim: string;
  reward: string;
  name: string;
  option?: string | null;
  at: Moment;
  handover: Handover;
  code?: string | null;
  state: 'open' | 'collected' | 'returned';
}

export interface OwnCertificate {
  certificate: string;
  type?: string | null;
  name: string;
  code?: string | null;
  balance: Decimal;
  value?: Decimal | null;
  currency: string;
  until?: Moment | null;
}

/** With the name that the programme gives it. */
export type NamedCoupon = HeldCoupon & { name?: string };

export interface MemberRoutes {
  'GET /v1/members/{member_id}/standing': Of<MemberStanding, undefined, Own, Language>;
  'GET /v1/members/{member_id}/claims': Of<Page<Claim>, undefined, Own, Language>;
  'GET /v1/members/{member_id}/certificates': Of<Page<OwnCertificate>, undefined, Own, Language>;
  'GET /v1/leaderboards': Of<
    Page<{ leaderboard: string; name: string }>,
    undefined,
    Record<never, never>,
    Language
  >;
}
