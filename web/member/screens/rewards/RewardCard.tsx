import type { Balance, Reward } from '@shared/api/types';
import { IconCheck, IconGift } from '@tabler/icons-react';
import { nearestReward } from '../../own/nearest';
import { Meter } from '../../parts/Meter';
import { useLater } from '../../texts/use';
import { useCost } from './cost';

export function RewardCard(props: { reward: Reward; balances: Balance[]; onOpen: () => void }) {
  const { t } = useLater();
  const { reward, balances } = props;
  const cost = useCost();
  const next = nearestReward([reward], balances);
  return (
    <button
      type="button"
      className={reward.available ? 'reward' : 'reward is-waiting'}
      onClick={props.onOpen}
    >
      <span className="reward-icon" aria-hidden>
        <IconGift size={28} />
      </span>
      <strong>{reward.name}</strong>
      <span className="figures">{cost(reward)}</span>
      {reward.available && (
        <span className="tag tag-good">
          <IconCheck size={16} aria-hidden />
          {t('rewards.canHave')}
        </span>
      )}
      {next && <Meter have={next.have} need={next.need} label={reward.name} />}
      {!reward.available && (
        <span className="quiet">{reward.refusal?.message ?? t('rewards.notNow')}</span>
      )}
      {reward.left !== undefined &&
        reward.left !== null &&
        reward.left > 0 &&
        reward.left <= 20 && (
          <span className="quiet">{t('rewards.left', { count: reward.left })}</span>
        )}
    </button>
  );
}
