import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../routes';

const stores = createRoute({
  getParentRoute: () => inside,
  path: '/settings/stores',
  component: lazyRouteComponent(() => import('./stores/Stores')),
});
const look = createRoute({
  getParentRoute: () => inside,
  path: '/settings/look',
  component: lazyRouteComponent(() => import('./branding/Look')),
});
const languages = createRoute({
  getParentRoute: () => inside,
  path: '/settings/languages',
  component: lazyRouteComponent(() => import('./languages/Languages')),
});
const approvals = createRoute({
  getParentRoute: () => inside,
  path: '/settings/approvals',
  component: lazyRouteComponent(() => import('./approvals/Approvals')),
});
const keys = createRoute({
  getParentRoute: () => inside,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('./keys/KeyList')),
});
const webhooks = createRoute({
  getParentRoute: () => inside,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/WebhookList')),
});
const webhook = createRoute({
  getParentRoute: () => inside,
  path: '/settings/webhooks/$webhook',
  component: lazyRouteComponent(() => import('./webhooks/WebhookPage')),
});
const clock = createRoute({
  getParentRoute: () => inside,
  path: '/settings/clock',
  component: lazyRouteComponent(() => import('./clock/ClockPage')),
});

/** The screens of this area; each is loaded when it is opened. */
export const settingsRoutes = [
  stores,
  look,
  languages,
  approvals,
  keys,
  webhooks,
  webhook,
  clock,
] as const;
