/** The words of roles and permissions. */

import type { StaffRole } from './types';

export const ROLES = [
  'owner',
  'marketer',
  'analyst',
  'finance',
  'support',
  'cashier',
  'partner',
] as const satisfies readonly StaffRole[];

export const PERMISSIONS = [
  'serve',
  'members.see',
  'members.change',
  'members.adjust',
  'moderate',
  'issue',
  'programme.see',
  'programme.edit',
  'programme.publish',
  'reports.see',
  'money.see',
  'money.settle',
  'integrate',
  'access.manage',
  'audit',
  'clock.move',
  'own',
  'own_firm',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
