import { IconChecks, IconUserHeart } from '@tabler/icons-react';
import type { Entry } from '../shell/entry';

export const membersMenu: Entry[] = [
  { to: '/members', label: 'menu.members', icon: IconUserHeart, needs: ['members.see'] },
  {
    to: '/members/approvals',
    label: 'menu.approvals',
    icon: IconChecks,
    // Those who decide, and those whose drafts wait for it.
    needs: ['members.adjust', 'programme.publish', 'programme.edit'],
  },
];
