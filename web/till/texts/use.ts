import { useTextsOf } from '@shared/i18n/TextProvider';
import type { shared } from '@shared/texts/en';
import type { till } from './en';

type English = typeof shared & typeof till;

export const useTexts = () => useTextsOf<English>();
