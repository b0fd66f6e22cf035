import type { Decimal, Lot } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';

export interface Part {
  unit: string;
  amount: Decimal;
  /** The moment on which it expires, or becomes usable; nothing for what stays. */
  at: string | undefined;
}

type MomentOf = 'expires_at' | 'active_at';

/** Lots put together by the day that counts for people, the nearest first, what stays last. */
function gathered(lots: readonly Lot[], by: MomentOf): Part[] {
  const parts = new Map<string, Part>();
  for (const lot of lots) {
    const at = lot[by] ?? undefined;
    const name = `${lot.unit} ${at ?? ''}`;
    const part = parts.get(name);
    const amount = part ? sum([part.amount, lot.remaining]) : lot.remaining;
    parts.set(name, { unit: lot.unit, amount, at });
  }
  const last = '\uffff';
  return [...parts.values()].sort((a, b) => ((a.at ?? last) < (b.at ?? last) ? -1 : 1));
}

/** What expires when. Held lots come back before they expire or are spent. */
export const expiring = (lots: readonly Lot[]) =>
  gathered(
    lots.filter((lot) => lot.state !== 'pending'),
    'expires_at',
  );

/** What is earned and not usable yet. */
export const pending = (lots: readonly Lot[]) =>
  gathered(
    lots.filter((lot) => lot.state === 'pending'),
    'active_at',
  );
