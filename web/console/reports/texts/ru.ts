import type { TextsOf } from '@shared/i18n/types';
import type { reports as en } from './en';

export const reports: TextsOf<typeof en, 'ru'> = {} as const;
