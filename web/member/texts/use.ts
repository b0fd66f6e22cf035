import { useTextsOf } from '@shared/i18n/TextProvider';
import type { shared } from '@shared/texts/en';
import type { later } from '../screens/texts/en';
import type { member } from './en';

type English = typeof shared & typeof member;

export const useTexts = () => useTextsOf<English>();

/** With the texts of the later screens, which `Part` waits for. */
export const useLater = () => useTextsOf<English & typeof later>();
