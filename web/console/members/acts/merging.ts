import type { Member } from '@shared/api/types';

export interface Pair {
  /** Keeps everything. */
  goesOn: string;
  /** Leads to the other one from then on. */
  ends: string;
}

export const swapped = ({ goesOn, ends }: Pair): Pair => ({ goesOn: ends, ends: goesOn });

export type Obstacle = 'same' | 'merged' | 'blocked';

/** Why two accounts cannot become one, as far as their profiles tell. */
export function obstacleOf(
  one: Pick<Member, 'id' | 'blocked' | 'merged_into'>,
  other: Pick<Member, 'id' | 'blocked' | 'merged_into'>,
): Obstacle | undefined {
  if (one.id === other.id) return 'same';
  if (one.merged_into || other.merged_into) return 'merged';
  if (one.blocked || other.blocked) return 'blocked';
  return undefined;
}
