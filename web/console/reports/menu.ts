import { IconChartBar, IconReceipt2 } from '@tabler/icons-react';
import type { Entry } from '../shell/entry';

export const reportsMenu: Entry[] = [
  { to: '/reports', label: 'menu.reports', icon: IconChartBar, needs: ['reports.see'] },
  { to: '/reports/receipts', label: 'menu.receipts', icon: IconReceipt2, needs: ['members.see'] },
];
