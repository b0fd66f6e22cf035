import type { Permission } from '@shared/api/people';
import type { KeyOf } from '@shared/i18n/types';
import type { Icon } from '@tabler/icons-react';
import type { English } from '../texts/use';

/** A line of the menu. */
export interface Entry {
  /** Address of a screen; `menu.test.ts` checks that there is one. */
  to: string;
  label: Extract<KeyOf<English>, `menu.${string}`>;
  icon: Icon;
  /** With none of these permissions the entry is not shown. */
  needs?: readonly Permission[];
}
