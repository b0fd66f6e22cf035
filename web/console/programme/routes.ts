import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../routes';
import { searchOf } from './workbench/search';

/** The screens of this area; each is loaded when it is opened. */
export const programmeRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/programme',
    component: lazyRouteComponent(() => import('./Overview')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/programme/start',
    component: lazyRouteComponent(() => import('./first/Start')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/programme/edit',
    validateSearch: searchOf,
    component: lazyRouteComponent(() => import('./workbench/NewDraft')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/programme/versions/$version',
    validateSearch: searchOf,
    component: lazyRouteComponent(() => import('./workbench/OneVersion')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/programme/history',
    component: lazyRouteComponent(() => import('./history/History')),
  }),
] as const;
