import { IconCashBanknote, IconInbox, IconTag } from '@tabler/icons-react';
import type { Entry } from '../shell/entry';

export const offersMenu: Entry[] = [
  { to: '/offers', label: 'menu.offers', icon: IconTag, needs: ['programme.see'] },
  { to: '/offers/queue', label: 'menu.queue', icon: IconInbox, needs: ['moderate'] },
  {
    to: '/offers/partners',
    label: 'menu.partners',
    icon: IconCashBanknote,
    // Partners see what is due to them and from them.
    needs: ['money.see', 'own_firm'],
  },
];
