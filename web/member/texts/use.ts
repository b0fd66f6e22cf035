import { useTextsOf } from '@shared/i18n/TextProvider';
import type { shared } from '@shared/texts/en';
import type { member } from './en';

type English = typeof shared & typeof member;

export const useTexts = () => useTextsOf<English>();
