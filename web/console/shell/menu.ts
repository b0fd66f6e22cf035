import type { Permission, Session } from '@shared/api/people';
import { may } from '@shared/session/session';
import {
  type Icon,
  IconActivity,
  IconDeviceTablet,
  IconHome,
  IconUsers,
} from '@tabler/icons-react';

export interface Entry {
  to: '/' | '/settings/staff' | '/settings/tills' | '/settings/activity';
  label: 'menu.home' | 'menu.staff' | 'menu.tills' | 'menu.activity';
  icon: Icon;
  /** Without it the entry is not shown. */
  needs?: Permission;
}

export interface Section {
  label?: 'menu.settings';
  entries: Entry[];
}

const SECTIONS: Section[] = [
  { entries: [{ to: '/', label: 'menu.home', icon: IconHome }] },
  {
    label: 'menu.settings',
    entries: [
      { to: '/settings/staff', label: 'menu.staff', icon: IconUsers, needs: 'access.manage' },
      {
        to: '/settings/tills',
        label: 'menu.tills',
        icon: IconDeviceTablet,
        needs: 'access.manage',
      },
      { to: '/settings/activity', label: 'menu.activity', icon: IconActivity, needs: 'audit' },
    ],
  },
];

/** What somebody finds in the menu; sections without entries vanish. */
export function menuOf(session: Session): Section[] {
  const shown = (entry: Entry) => !entry.needs || may(session, entry.needs);
  return SECTIONS.map((section) => ({ ...section, entries: section.entries.filter(shown) })).filter(
    (section) => section.entries.length > 0,
  );
}
