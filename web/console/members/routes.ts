import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../routes';
import { readMembers } from './search/narrowed';

const list = createRoute({
  getParentRoute: () => inside,
  path: '/members',
  validateSearch: readMembers,
  component: lazyRouteComponent(() => import('./search/Members')),
});
const approvals = createRoute({
  getParentRoute: () => inside,
  path: '/members/approvals',
  component: lazyRouteComponent(() => import('./approvals/Approvals')),
});
const imports = createRoute({
  getParentRoute: () => inside,
  path: '/members/imports',
  component: lazyRouteComponent(() => import('./imports/Imports')),
});
const oneImport = createRoute({
  getParentRoute: () => inside,
  path: '/members/imports/$importId',
  component: lazyRouteComponent(() => import('./imports/ImportPage')),
});
const profile = createRoute({
  getParentRoute: () => inside,
  path: '/members/$memberId',
  component: lazyRouteComponent(() => import('./profile/Profile')),
});

/** The screens of this area; each is loaded when it is opened. */
export const membersRoutes = [list, approvals, imports, oneImport, profile] as const;
