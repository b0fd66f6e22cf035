import type { Entry } from '../shell/entry';

export const reportsMenu: Entry[] = [];
