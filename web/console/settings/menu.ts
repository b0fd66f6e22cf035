import type { Entry } from '../shell/entry';

export const settingsMenu: Entry[] = [];
