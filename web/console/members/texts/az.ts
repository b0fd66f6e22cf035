import type { TextsOf } from '@shared/i18n/types';
import type { members as en } from './en';

export const members: TextsOf<typeof en, 'az'> = {} as const;
