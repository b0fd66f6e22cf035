/** Figures of periods. */
import type { Of } from './route';

export interface UnitFlow {
  unit: string;
  issued: string;
  spent: string;
  expired: string;
}

/** What a day or a period sums up. */
export interface Flow {
  joined: number;
  /** Members with a receipt. */
  active: number;
  receipts: number;
  member_receipts: number;
  total: string;
  member_total: string;
  discount: string;
  units: UnitFlow[];
}

export interface DayRow extends Flow {
  day: string;
  returns: number;
  refunded: string;
}

export interface Period extends Flow {
  /** Shares and averages; nothing where they would divide by nothing. */
  enrol_rate?: string | null;
  redemption_rate?: string | null;
  average_member?: string | null;
  average_other?: string | null;
  frequency?: string | null;
}

export interface Overview {
  currency: string;
  now: Period;
  /** The same length, just before. */
  before: Period;
  members: number;
  blocked: number;
  liability: { unit: string; outstanding: string; money?: string | null }[];
  expiring: { unit: string; amount: string; until: string }[];
}

export interface RuleFigures {
  rule: string;
  name?: string | null;
  kind: string;
  times: number;
  discount: string;
  units: { unit: string; amount: string }[];
}

type Span = { from: string; until: string };
type Nothing = Record<never, never>;

export interface ReportsRoutes {
  'GET /v1/reports/days': Of<{ currency: string; items: DayRow[] }, undefined, Nothing, Span>;
  'GET /v1/reports/overview': Of<Overview, undefined, Nothing, Span>;
  'GET /v1/reports/rules': Of<{ currency: string; items: RuleFigures[] }, undefined, Nothing, Span>;
  'GET /v1/reports/tiers': Of<{
    items: { track: string; tier: string; name: string; members: number }[];
  }>;
  'GET /v1/stores': Of<{ items: { id: string; receipts: number; last_at?: string | null }[] }>;
}
