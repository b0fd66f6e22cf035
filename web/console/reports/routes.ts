import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../routes';
import { type PeriodSearch, readPeriod } from './period';

export interface ReceiptsSearch extends PeriodSearch {
  store?: string;
}

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import('./overview/Reports')),
});
const days = createRoute({
  getParentRoute: () => inside,
  path: '/reports/days',
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import('./Days')),
});
const receipts = createRoute({
  getParentRoute: () => inside,
  path: '/reports/receipts',
  validateSearch: (search: Record<string, unknown>): ReceiptsSearch => ({
    ...readPeriod(search),
    ...(typeof search.store === 'string' && search.store ? { store: search.store } : {}),
  }),
  component: lazyRouteComponent(() => import('./receipts/Receipts')),
});
const receipt = createRoute({
  getParentRoute: () => inside,
  path: '/reports/receipts/$receiptId',
  component: lazyRouteComponent(() => import('./receipts/ReceiptPage')),
});

/** The screens of this area; each is loaded when it is opened. */
export const reportsRoutes = [overview, days, receipts, receipt] as const;
