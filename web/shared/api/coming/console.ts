import type {
  Change,
  Day,
  Decimal,
  Member as KnownMember,
  NewCertificate as KnownNewCertificate,
  Session as KnownSession,
  Settlement as KnownSettlement,
  Version as KnownVersion,
  MemberReference,
  Moment,
  Routes,
  Word,
} from '../types';

export type Member = KnownMember & { merged_into?: string | null; absorbed?: string[] };
export type Version = KnownVersion & { published_by?: Word | null; why?: string | null };
export type Party = { key: Word; name: string };
export type Session = KnownSession & { partner?: Party | null };
export type Settlement = KnownSettlement & { clearing?: string | null; parties: Party[] };
export type NewCertificate = KnownNewCertificate & { member?: MemberReference | null };
export type ExpiringDay = { day: Day; amount: Decimal };
export type HeldCertificate = {
  id: string;
  type: Word;
  name: string;
  code: string;
  value: Decimal;
  balance: Decimal;
  currency: Word;
  until?: Moment | null;
  whole_only: boolean;
};

type None = Record<never, never>;
type Of<R extends keyof Routes, Changed> = Omit<Routes[R], keyof Changed> & Changed;
type OneMember = { member_id: string };

export interface ConsoleRoutes {
  'GET /v1/programme/versions': Of<
    'GET /v1/programme/versions',
    { answer: { items: Version[]; next_cursor?: string | null } }
  >;
  'DELETE /v1/programme/versions/{version}': {
    path: { version: number };
    query: None;
    body: undefined;
    answer: undefined;
  };
  'DELETE /v1/programme/activations/{number}': {
    path: { number: number };
    query: None;
    body: undefined;
    answer: undefined;
  };
  'POST /v1/members/{member_id}/merge': {
    path: OneMember;
    query: None;
    body: { into: MemberReference };
    answer: Change;
  };
  'POST /v1/members/{member_id}/unmerge': {
    path: OneMember;
    query: None;
    body: undefined;
    answer: Change;
  };
  'GET /v1/members/{member_id}': Of<'GET /v1/members/{member_id}', { answer: Member }>;
  'GET /v1/members/{member_id}/certificates': {
    path: OneMember;
    query: { locale?: Word };
    body: undefined;
    answer: { items: HeldCertificate[]; next_cursor?: string | null };
  };
  'GET /v1/members/search': Of<
    'GET /v1/members/search',
    {
      query: Routes['GET /v1/members/search']['query'] & {
        track?: Word;
        tier?: Word;
        expiring?: Word;
      };
    }
  >;
  'GET /v1/receipts': Of<
    'GET /v1/receipts',
    { query: Routes['GET /v1/receipts']['query'] & { rule?: Word } }
  >;
  'GET /v1/reports/expiring': {
    path: None;
    query: { unit: Word };
    body: undefined;
    answer: { items: ExpiringDay[]; next_cursor?: string | null };
  };
  'GET /v1/session': Of<'GET /v1/session', { answer: Session }>;
  'GET /v1/settlements/{period}': Of<'GET /v1/settlements/{period}', { answer: Settlement }>;
  'POST /v1/certificates': Of<'POST /v1/certificates', { body: NewCertificate }>;
}
