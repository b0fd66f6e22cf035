import { useTextsOf } from '@shared/i18n/TextProvider';
import type { shared } from '@shared/texts/en';
import type { members } from '../members/texts/en';
import type { offers } from '../offers/texts/en';
import type { programme } from '../programme/texts/en';
import type { reports } from '../reports/texts/en';
import type { settings } from '../settings/texts/en';
import type { office } from './en';

export type English = typeof shared &
  typeof office &
  typeof members &
  typeof programme &
  typeof offers &
  typeof reports &
  typeof settings;

export const useTexts = () => useTextsOf<English>();
