import type { TextsOf } from '@shared/i18n/types';
import type { programme as en } from './en';

export const programme: TextsOf<typeof en, 'az'> = {} as const;
