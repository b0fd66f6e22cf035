import type { Balance, Reward } from '@shared/api/types';

export interface Nearest {
  reward: Reward;
  unit: string;
  have: number;
  need: number;
}

/** How much of a reward's cost is there, 0 to 1: the scarcest unit decides. */
function reached(
  reward: Reward,
  balances: readonly Balance[],
): Omit<Nearest, 'reward'> | undefined {
  const parts = reward.cost.map(({ unit, amount }) => {
    const balance = balances.find((one) => one.unit === unit);
    return { unit, have: Math.max(0, Number(balance?.spendable ?? 0)), need: Number(amount) };
  });
  const open = parts.filter(({ need }) => need > 0);
  return open.sort((a, b) => a.have / a.need - b.have / b.need)[0];
}

/**
 * The reward that is next: of those for which only units are missing, the one of which most is there. Not those
 * that are gone, or for others: saving for them would be in vain.
 */
export function nearestReward(
  rewards: readonly Reward[],
  balances: readonly Balance[],
): Nearest | undefined {
  const open = rewards
    .filter((one) => !one.available && one.refusal?.code === 'units.insufficient')
    .flatMap((reward) => {
      const part = reached(reward, balances);
      return part && part.have < part.need ? [{ reward, ...part }] : [];
    });
  return open.sort((a, b) => b.have / b.need - a.have / a.need)[0];
}
