/** Search, approvals and imports of members. */
import type { Balance, Change, NewAdjustment, Tier } from '../types';
import type { Of, Page } from './route';

export interface MemberRow {
  id: string;
  name?: string | null;
  phone?: string | null;
  email?: string | null;
  card?: string | null;
  external_id?: string | null;
  blocked: boolean;
  enrolled_at?: string | null;
  tiers: Tier[];
  balances: Balance[];
}

export interface Approval {
  id: string;
  kind: 'adjustment' | 'publish';
  asked_by: string;
  asked_at: string;
  /** Id of the member, or number of the programme version. */
  subject: string;
  details: Record<string, unknown>;
  reason?: string | null;
  state: 'open' | 'approved' | 'declined';
  decided_by?: string | null;
  decided_at?: string | null;
}

export interface ImportError {
  line: number;
  column?: string | null;
  code: string;
  message: string;
}

export interface ImportColumn {
  name: string;
  /** What the column is taken for; nothing when it is not known. */
  means?: string | null;
}

export interface Import {
  id: string;
  kind: 'members' | 'receipts';
  state: 'checked' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';
  total: number;
  done: number;
  created: number;
  failed: number;
  columns: ImportColumn[];
  preview: string[][];
  errors: ImportError[];
  created_at?: string | null;
}

/** An adjustment above the limit waits for somebody else. */
export type Adjusted = Change | { approval: Approval };
export type { NewAdjustment };

type ById = { import_id: string };

export interface MembersRoutes {
  'GET /v1/members/search': Of<
    Page<MemberRow>,
    undefined,
    Record<never, never>,
    { q?: string; blocked?: boolean; cursor?: string; limit?: number }
  >;
  'GET /v1/approvals': Of<
    Page<Approval>,
    undefined,
    Record<never, never>,
    { state?: 'open' | 'all'; cursor?: string; limit?: number }
  >;
  'POST /v1/approvals/{approval_id}/decision': Of<
    Approval,
    { approved: boolean; reason?: string },
    { approval_id: string }
  >;
  'GET /v1/imports': Of<Page<Import>, undefined, Record<never, never>, { cursor?: string }>;
  'GET /v1/imports/{import_id}': Of<Import, undefined, ById>;
  'POST /v1/imports': Of<
    Import,
    unknown,
    Record<never, never>,
    { kind: 'members' | 'receipts'; dry_run: boolean }
  >;
  'POST /v1/imports/{import_id}/start': Of<Import, Record<string, never>, ById>;
  'POST /v1/imports/{import_id}/undo': Of<Import, Record<string, never>, ById>;
}
