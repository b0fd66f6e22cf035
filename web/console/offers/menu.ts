import type { Entry } from '../shell/entry';

export const offersMenu: Entry[] = [];
