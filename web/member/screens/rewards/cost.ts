import type { Reward } from '@shared/api/types';
import { useUnits } from '../../own/units';
import { useLater } from '../../texts/use';

/** What a reward costs, in words. */
export function useCost() {
  const { t } = useLater();
  const units = useUnits();
  return ({ cost }: Reward) =>
    cost.length === 0
      ? t('rewards.free')
      : cost.map(({ unit, amount }) => units.say(unit, amount)).join(' + ');
}
