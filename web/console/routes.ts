import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';
import { NotFound } from './screens/NotFound';
import { Inside } from './shell/Inside';

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Parent of every screen for which one has to be signed in. */
export const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside });
