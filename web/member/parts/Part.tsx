import { WaitingRows } from '@shared/components/Waiting';
import { useTextPart } from '@shared/i18n/TextProvider';
import type { ReactNode } from 'react';
import { loadLater } from '../texts/load';

/** Waits for the texts of the later screens. */
export function Part({ children }: { children: ReactNode }) {
  return useTextPart(loadLater) ? children : <WaitingRows />;
}
