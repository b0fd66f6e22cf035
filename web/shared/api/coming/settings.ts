/** Settings of how the house works. */
import type { Of } from './route';

export interface ApprovalSettings {
  /** Corrections by staff above so many units wait for a second person; nothing means that none does. */
  adjustment_limit: string | null;
  /** Who wrote a version does not publish it. */
  publish: boolean;
}

export interface SettingsRoutes {
  'GET /v1/settings/approvals': Of<ApprovalSettings>;
  'PUT /v1/settings/approvals': Of<ApprovalSettings, ApprovalSettings>;
}
