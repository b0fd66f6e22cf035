/** Routes that the description does not know yet. */
import type { MemberRoutes } from './member';
import type { MembersRoutes } from './members';
import type { ReportsRoutes } from './reports';
import type { Of } from './route';
import type { SettingsRoutes } from './settings';

export interface Branding {
  name: string;
  colour: string;
  logo?: string | null;
  currency?: string | null;
  time_zone?: string | null;
  locale?: string | null;
  locales: string[];
  has_programme: boolean;
  sandbox: boolean;
  demo: boolean;
}

export interface BrandingRoutes {
  'GET /v1/branding': Of<Branding>;
  'PUT /v1/branding': Of<Branding, { name: string; colour: string; logo?: string | null }>;
}

export type ComingRoutes = BrandingRoutes &
  MemberRoutes &
  MembersRoutes &
  ReportsRoutes &
  SettingsRoutes;
