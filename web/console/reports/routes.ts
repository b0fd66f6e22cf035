import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../routes';
import { readDays } from './columns';
import { type PeriodSearch, readLongPeriod, readPeriod } from './period';

export interface ReceiptsSearch extends PeriodSearch {
  store?: string;
  /** Only those in which this rule did something. */
  rule?: string;
  /** Only those of members. */
  members?: true;
}

const word = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const readReceipts = (search: Record<string, unknown>): ReceiptsSearch => ({
  ...readLongPeriod(search),
  ...(word(search.store) ? { store: word(search.store) } : {}),
  ...(word(search.rule) ? { rule: word(search.rule) } : {}),
  ...(search.members === true ? { members: true as const } : {}),
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import('./overview/Reports')),
});
const days = createRoute({
  getParentRoute: () => inside,
  path: '/reports/days',
  validateSearch: readDays,
  component: lazyRouteComponent(() => import('./Days')),
});
const receipts = createRoute({
  getParentRoute: () => inside,
  path: '/reports/receipts',
  validateSearch: readReceipts,
  component: lazyRouteComponent(() => import('./receipts/Receipts')),
});
const certificates = createRoute({
  getParentRoute: () => inside,
  path: '/reports/certificates',
  validateSearch: readLongPeriod,
  component: lazyRouteComponent(() => import('./certificates/Certificates')),
});
const receipt = createRoute({
  getParentRoute: () => inside,
  path: '/reports/receipts/$receiptId',
  component: lazyRouteComponent(() => import('./receipts/ReceiptPage')),
});

/** The screens of this area; each is loaded when it is opened. */
export const reportsRoutes = [overview, days, receipts, certificates, receipt] as const;
