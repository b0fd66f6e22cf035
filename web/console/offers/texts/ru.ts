import type { TextsOf } from '@shared/i18n/types';
import type { offers as en } from './en';

export const offers: TextsOf<typeof en, 'ru'> = {} as const;
