import type { Span } from './period';

export type Report = 'days' | 'rules' | 'tiers' | 'receipts';
export type FileFormat = 'csv' | 'xlsx';

/** What narrows the rows beside a period. */
export type Query = Record<string, string | boolean>;

/** Where a report is had as a file: with all that narrows the list it stands above. */
export function exportOf(
  report: Report,
  format: FileFormat,
  { span, query }: { span?: Span; query?: Query },
): string {
  const search = new URLSearchParams({ format, ...span });
  for (const [name, value] of Object.entries(query ?? {})) search.set(name, String(value));
  return `/v1/reports/${report}/export?${search}`;
}
