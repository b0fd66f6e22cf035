import type { Entry } from '../shell/entry';

export const membersMenu: Entry[] = [];
