import type { Raffle } from '@shared/api/types';

/** Where a raffle stands. Only an opened one can be drawn, and not before its time. */
export type Stage = 'planned' | 'open' | 'due' | 'drawn';

export function stageOf(
  raffle: Pick<Raffle, 'drawn' | 'commitment' | 'draw_at'>,
  now: number,
): Stage {
  if (raffle.drawn) return 'drawn';
  if (!raffle.commitment) return 'planned';
  return now >= Date.parse(raffle.draw_at) ? 'due' : 'open';
}
