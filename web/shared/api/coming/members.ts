/** Search, approvals and imports of members. */
import type { Balance, Tier } from '../types';
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
  asked_by?: { id: string; name: string } | null;
  asked_at: string;
  /** Id of the member, or number of the programme version. */
  subject: string;
  details: {
    unit?: string | null;
    amount?: string | null;
    /** Why it is asked for. */
    reason?: string | null;
    version?: number | null;
  };
  state: 'open' | 'approved' | 'declined';
  decided_by?: { id: string; name: string } | null;
  decided_at?: string | null;
  /** What whoever decided said. */
  reason?: string | null;
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
  kind: 'members';
  /** `failed` ended early; starting it goes on. */
  state: 'checked' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';
  file_name: string;
  made_at: string;
  total: number;
  done: number;
  created: number;
  failed: number;
  columns: ImportColumn[];
  preview: string[][];
  errors: ImportError[];
  /** Why it ended early, or could not be taken back as a whole. */
  trouble?: string | null;
}

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
    { kind: 'members'; dry_run?: boolean; name?: string }
  >;
  'POST /v1/imports/{import_id}/start': Of<Import, undefined, ById>;
  'POST /v1/imports/{import_id}/undo': Of<Import, undefined, ById>;
}
