/** Who signs in, and how: the part of the API behind staff, tills, sessions and the record of acts. */

export const ROLES = [
  'owner',
  'marketer',
  'analyst',
  'finance',
  'support',
  'cashier',
  'partner',
] as const;
export type StaffRole = (typeof ROLES)[number];

export type Permission =
  | 'serve'
  | 'members.see'
  | 'members.change'
  | 'members.adjust'
  | 'moderate'
  | 'issue'
  | 'programme.see'
  | 'programme.edit'
  | 'programme.publish'
  | 'reports.see'
  | 'money.see'
  | 'money.settle'
  | 'integrate'
  | 'access.manage'
  | 'audit'
  | 'clock.move'
  | 'own'
  | 'own_firm';

export interface Session {
  kind: 'staff' | 'member' | 'key';
  id: string;
  name: string;
  role?: string;
  permissions: Permission[];
  till?: string;
  needs_second_factor: boolean;
  form_token?: string;
}

export interface SessionRow {
  id: string;
  device: string;
  created_at: string;
  seen_at: string;
  until: string;
  is_this: boolean;
}

export interface Staff {
  id: string;
  name: string;
  email?: string;
  role: StaffRole;
  partner?: string;
  has_password: boolean;
  has_second_factor: boolean;
  has_pin: boolean;
  created_at: string;
  disabled_at?: string;
  /** What the link bears: shown once. */
  invitation?: string;
}

export interface NewStaff {
  name: string;
  email?: string;
  role: StaffRole;
  partner?: string;
  pin?: string;
}

export interface StaffChange {
  name?: string;
  role?: StaffRole;
  pin?: string;
  enabled?: boolean;
  forget_second_factor?: boolean;
}

export interface Till {
  id: string;
  name: string;
  store: string;
  created_at: string;
  enrolled_at?: string;
  revoked_at?: string;
  /** Enrols a device: shown once. */
  code?: string;
}

export interface Device {
  till: Till;
  cashiers: { id: string; name: string }[];
}

export interface Act {
  number: number;
  at: string;
  actor?: string;
  what: string;
  details: Record<string, unknown>;
}

export interface Reachable {
  kind: 'phone' | 'email';
  value: string;
}

interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

type None = Record<never, never>;
type Of<Answer, Body = undefined, Path = None, Query = None> = {
  path: Path;
  query: Query;
  body: Body;
  answer: Answer;
};

export interface PeopleRoutes {
  'POST /v1/setup': Of<Session, { token: string; name: string; email: string; password: string }>;
  'POST /v1/sign-in': Of<Session, { email: string; password: string; code?: string }>;
  'POST /v1/sign-out': Of<undefined>;
  'POST /v1/invitations/accept': Of<Session, { token: string; password: string }>;
  'GET /v1/session': Of<Session>;
  'GET /v1/sessions': Of<Page<SessionRow>>;
  'POST /v1/sessions/{session_id}/end': Of<undefined, undefined, { session_id: string }>;
  'POST /v1/sessions/end-others': Of<undefined>;
  'POST /v1/second-factor': Of<{ secret: string; uri: string }>;
  'POST /v1/second-factor/confirm': Of<undefined, { code: string }>;
  'GET /v1/staff': Of<Page<Staff>>;
  'POST /v1/staff': Of<Staff, NewStaff>;
  'PATCH /v1/staff/{staff_id}': Of<Staff, StaffChange, { staff_id: string }>;
  'POST /v1/staff/{staff_id}/invite': Of<{ invitation: string }, undefined, { staff_id: string }>;
  'GET /v1/tills': Of<Page<Till>>;
  'POST /v1/tills': Of<Till, { name: string; store: string }>;
  'POST /v1/tills/{till_id}/code': Of<Till, undefined, { till_id: string }>;
  'POST /v1/tills/{till_id}/revoke': Of<Till, undefined, { till_id: string }>;
  'POST /v1/till/enrol': Of<Till, { code: string }>;
  'GET /v1/till': Of<Device>;
  'POST /v1/till/sign-in': Of<Session, { cashier: string; pin: string }>;
  'POST /v1/member-codes': Of<undefined, { to: Reachable }>;
  'POST /v1/member-sign-in': Of<Session, { to: Reachable; code: string }>;
  'GET /v1/audit': Of<Page<Act>, undefined, None, { cursor?: string; limit?: number }>;
}
