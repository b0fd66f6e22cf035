/** Routes that the description does not know yet. */
import type { ConsoleRoutes } from './console';

export type ComingRoutes = ConsoleRoutes;
export type * from './console';
