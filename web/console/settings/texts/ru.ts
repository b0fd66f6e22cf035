import type { TextsOf } from '@shared/i18n/types';
import type { settings as en } from './en';

export const settings: TextsOf<typeof en, 'ru'> = {} as const;
