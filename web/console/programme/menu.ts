import { IconSparkles } from '@tabler/icons-react';
import type { Entry } from '../shell/entry';

export const programmeMenu: Entry[] = [
  { to: '/programme', label: 'menu.programme', icon: IconSparkles, needs: ['programme.see'] },
];
