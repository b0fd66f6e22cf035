import { useTextsOf } from '@shared/i18n/TextProvider';
import type { shared } from '@shared/texts/en';
import type { office } from './en';

type English = typeof shared & typeof office;

export const useTexts = () => useTextsOf<English>();
