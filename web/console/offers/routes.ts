import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPeriod } from '../reports/period';
import { inside } from '../routes';

const list = createRoute({
  getParentRoute: () => inside,
  path: '/offers',
  component: lazyRouteComponent(() => import('./list/OfferList')),
});
const item = createRoute({
  getParentRoute: () => inside,
  path: '/offers/item/$section/$key',
  component: lazyRouteComponent(() => import('./list/ItemPage')),
});
const gallery = createRoute({
  getParentRoute: () => inside,
  path: '/offers/new',
  component: lazyRouteComponent(() => import('./create/Gallery')),
});
const create = createRoute({
  getParentRoute: () => inside,
  path: '/offers/new/$pattern',
  component: lazyRouteComponent(() => import('./create/Create')),
});
const coupons = createRoute({
  getParentRoute: () => inside,
  path: '/offers/coupons',
  component: lazyRouteComponent(() => import('./coupons/Coupons')),
});
const sheet = createRoute({
  getParentRoute: () => inside,
  path: '/offers/coupons/$batch',
  component: lazyRouteComponent(() => import('./coupons/Sheet')),
});
const raffles = createRoute({
  getParentRoute: () => inside,
  path: '/offers/raffles',
  component: lazyRouteComponent(() => import('./raffles/Raffles')),
});
const draw = createRoute({
  getParentRoute: () => inside,
  path: '/offers/raffles/$raffle',
  component: lazyRouteComponent(() => import('./raffles/DrawPage')),
});
const memberships = createRoute({
  getParentRoute: () => inside,
  path: '/offers/memberships',
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import('./memberships/Memberships')),
});
const plan = createRoute({
  getParentRoute: () => inside,
  path: '/offers/memberships/$membership',
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import('./memberships/PlanPage')),
});
const together = createRoute({
  getParentRoute: () => inside,
  path: '/offers/together',
  component: lazyRouteComponent(() => import('./together/Together')),
});
const queue = createRoute({
  getParentRoute: () => inside,
  path: '/offers/queue',
  component: lazyRouteComponent(() => import('./queue/Queue')),
});
const partners = createRoute({
  getParentRoute: () => inside,
  path: '/offers/partners',
  validateSearch: (search: Record<string, unknown>): { period?: string } =>
    typeof search.period === 'string' ? { period: search.period } : {},
  component: lazyRouteComponent(() => import('./partners/Settlement')),
});
const affiliates = createRoute({
  getParentRoute: () => inside,
  path: '/offers/partners/affiliates',
  component: lazyRouteComponent(() => import('./partners/Affiliates')),
});
const disputes = createRoute({
  getParentRoute: () => inside,
  path: '/offers/partners/disputes',
  component: lazyRouteComponent(() => import('./partners/Disputes')),
});

/** The screens of this area; each is loaded when it is opened. */
export const offersRoutes = [
  list,
  item,
  gallery,
  create,
  coupons,
  sheet,
  raffles,
  draw,
  memberships,
  plan,
  together,
  queue,
  partners,
  affiliates,
  disputes,
] as const;
