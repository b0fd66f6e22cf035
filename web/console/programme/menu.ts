import type { Entry } from '../shell/entry';

export const programmeMenu: Entry[] = [];
