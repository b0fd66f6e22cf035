import {
  IconBuildingStore,
  IconClock,
  IconKey,
  IconLanguage,
  IconPalette,
  IconUserCheck,
  IconWebhook,
} from '@tabler/icons-react';
import type { Entry } from '../shell/entry';

export const settingsMenu: Entry[] = [
  {
    to: '/settings/stores',
    label: 'menu.stores',
    icon: IconBuildingStore,
    needs: ['access.manage'],
  },
  { to: '/settings/look', label: 'menu.look', icon: IconPalette, needs: ['access.manage'] },
  {
    to: '/settings/languages',
    label: 'menu.languages',
    icon: IconLanguage,
    needs: ['programme.edit'],
  },
  {
    to: '/settings/approvals',
    label: 'menu.secondPair',
    icon: IconUserCheck,
    needs: ['access.manage'],
  },
  { to: '/settings/keys', label: 'menu.keys', icon: IconKey, needs: ['integrate'] },
  { to: '/settings/webhooks', label: 'menu.webhooks', icon: IconWebhook, needs: ['integrate'] },
  { to: '/settings/clock', label: 'menu.clock', icon: IconClock, needs: ['clock.move'] },
];
