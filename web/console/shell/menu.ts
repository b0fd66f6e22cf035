import type { Permission } from '@shared/api/people';
import type { Session } from '@shared/api/types';
import { may } from '@shared/session/session';
import { IconActivity, IconDeviceTablet, IconHome, IconUsers } from '@tabler/icons-react';
import { membersMenu } from '../members/menu';
import { offersMenu } from '../offers/menu';
import { programmeMenu } from '../programme/menu';
import { reportsMenu } from '../reports/menu';
import { settingsMenu } from '../settings/menu';
import type { Entry } from './entry';

export interface Section {
  label?: 'menu.settings';
  entries: Entry[];
}

const SECTIONS: Section[] = [
  {
    entries: [
      { to: '/', label: 'menu.home', icon: IconHome },
      ...membersMenu,
      ...programmeMenu,
      ...offersMenu,
      ...reportsMenu,
    ],
  },
  {
    label: 'menu.settings',
    entries: [
      { to: '/settings/staff', label: 'menu.staff', icon: IconUsers, needs: ['access.manage'] },
      {
        to: '/settings/tills',
        label: 'menu.tills',
        icon: IconDeviceTablet,
        needs: ['access.manage'],
      },
      ...settingsMenu,
      { to: '/settings/activity', label: 'menu.activity', icon: IconActivity, needs: ['audit'] },
    ],
  },
];

/** What somebody finds in the menu; sections without entries vanish. */
export function menuOf(session: Session): Section[] {
  const isShown = ({ needs }: Entry) =>
    !needs || needs.some((permission: Permission) => may(session, permission));
  return SECTIONS.map((section) => ({
    ...section,
    entries: section.entries.filter(isShown),
  })).filter((section) => section.entries.length > 0);
}

/** The entry to which an address belongs: its own, or that of the screen above it. */
export function entryOf(sections: Section[], address: string): Entry | undefined {
  const isAbove = ({ to }: Entry) => address === to || (to !== '/' && address.startsWith(`${to}/`));
  return sections
    .flatMap((section) => section.entries)
    .filter(isAbove)
    .sort((a, b) => b.to.length - a.to.length)[0];
}
