import { Notice } from '@shared/components/Broken';
import { WaitingPage } from '@shared/components/Waiting';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { membersRoutes } from './members/routes';
import { offersRoutes } from './offers/routes';
import { programmeRoutes } from './programme/routes';
import { reportsRoutes } from './reports/routes';
import { inside, root } from './routes';
import { readActivity } from './screens/activity/narrowed';
import { settingsRoutes } from './settings/routes';

// Every screen is loaded when it is opened.
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./screens/Setup')),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./screens/Invitation')),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({
    // Only a path of ours: whoever makes a link must not choose where people land.
    ...(typeof search.to === 'string' && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {}),
  }),
  component: lazyRouteComponent(() => import('./screens/SignIn')),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/Home')),
});
const me = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: lazyRouteComponent(() => import('./screens/Me')),
});
const staff = createRoute({
  getParentRoute: () => inside,
  path: '/settings/staff',
  component: lazyRouteComponent(() => import('./screens/staff/StaffList')),
});
const tills = createRoute({
  getParentRoute: () => inside,
  path: '/settings/tills',
  component: lazyRouteComponent(() => import('./screens/tills/TillList')),
});
const activity = createRoute({
  getParentRoute: () => inside,
  path: '/settings/activity',
  validateSearch: readActivity,
  component: lazyRouteComponent(() => import('./screens/activity/Activity')),
});

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    invitation,
    signIn,
    inside.addChildren([
      home,
      me,
      staff,
      tills,
      activity,
      ...membersRoutes,
      ...programmeRoutes,
      ...offersRoutes,
      ...reportsRoutes,
      ...settingsRoutes,
    ]),
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: WaitingPage,
  defaultErrorComponent: Notice,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
