/** Routes that the description does not know yet. */
import type { MemberRoutes } from './member';
import type { MembersRoutes } from './members';
import type { ReportsRoutes } from './reports';

export type ComingRoutes = MemberRoutes & MembersRoutes & ReportsRoutes;
