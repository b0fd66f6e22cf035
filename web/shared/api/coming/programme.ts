import type { Basket, Day, Finding, MemberReference, Quote } from '../types';
import type { Of, Page } from './route';

export interface Question {
  key: string;
  label: string;
  kind: 'percent' | 'number' | 'money' | 'choice' | 'text';
  default: string;
  min?: string | null;
  max?: string | null;
  unit?: string | null;
  choices?: { key: string; label: string }[] | string[] | null;
}

export interface Template {
  key: string;
  title: string;
  summary: string;
  kinds: string[];
  business: string[];
  questions: Question[];
  recommended?: boolean;
}

/** What a programme costs, in plain words. */
export interface Economics {
  gives_back_bps: number;
  sentence: string;
  lines: string[];
}

export interface Sample {
  title: string;
  receipt: Basket;
  quote: Quote;
}

export interface Rendered {
  document: string;
  economics: Economics;
  samples: Sample[];
  findings: { findings: Finding[]; omitted: number; valid: boolean };
}

export interface RenderTemplate {
  name: string;
  currency: string;
  time_zone: string;
  locale?: string;
  answers?: Record<string, string>;
}

export interface ViewItem {
  path: string;
  title: string;
  sentences: string[];
  kind: string;
  place: { line: number };
}

export interface ProgrammeView {
  sections: { key: string; title: string; items: ViewItem[] }[];
  economics?: Economics | null;
}

/** Somebody made up, for whom a receipt is tried. */
export interface Persona {
  tiers?: { track: string; tier: string }[];
  balances?: { unit: string; amount: string }[];
  is_new?: boolean;
}

export interface Try {
  document?: string;
  version?: number;
  member?: MemberReference;
  persona?: Persona;
  receipt: Basket;
}

export interface ReplayCost {
  discount: string;
  units: { unit: string; issued: string }[];
  share_bps: number;
}

export interface ReplayResult {
  receipts: number;
  currency: string;
  total: string;
  before: ReplayCost;
  after: ReplayCost;
  winners: number;
  losers: number;
  unchanged: number;
  tiers: { track: string; from?: string | null; to?: string | null; members: number }[];
  examples: { member: string; name?: string | null; before: string; after: string }[];
}

export interface Replay {
  id: string;
  state: 'running' | 'done' | 'failed';
  done: number;
  total: number;
  result?: ReplayResult | null;
}

export interface NewReplay {
  document?: string;
  version?: number;
  from?: Day;
  until?: Day;
}

export interface ProgrammeRoutes {
  'GET /v1/templates': Of<Page<Template>>;
  'POST /v1/templates/{key}/render': Of<Rendered, RenderTemplate, { key: string }>;
  'GET /v1/programme/versions/{version}/view': Of<ProgrammeView, undefined, { version: number }>;
  'POST /v1/programme/view': Of<ProgrammeView, { document: string }>;
  'POST /v1/programme/try': Of<Quote, Try>;
  'POST /v1/programme/replays': Of<Replay, NewReplay>;
  'GET /v1/programme/replays/{replay_id}': Of<Replay, undefined, { replay_id: string }>;
}
