import type { Balance } from '@shared/api/types';
import { Link } from 'wouter';
import { nearestReward } from '../../own/nearest';
import { useOwnSpoken } from '../../own/own';
import { useUnits } from '../../own/units';
import { Meter } from '../../parts/Meter';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

/** What can be had now, and what is nearest of the rest. */
export function NextReward({ balances }: { balances: Balance[] }) {
  const { t } = useLater();
  const units = useUnits();
  const rewards = useOwnSpoken('GET /v1/members/{member_id}/rewards').data?.items ?? [];
  const now = rewards.filter((reward) => reward.available).length;
  const next = nearestReward(rewards, balances);
  if (now === 0 && !next) return null;
  const missing = next && units.say(next.unit, String(next.need - next.have));
  return (
    <Section
      title={t('reward.next')}
      aside={
        <Link href="/rewards" className="more">
          {now > 0 ? t('reward.now', { count: now }) : t('reward.all')}
        </Link>
      }
    >
      {next && (
        <Link href="/rewards" className="card stack-tight row-link">
          <strong>{next.reward.name}</strong>
          <Meter have={next.have} need={next.need} label={next.reward.name} />
          <span className="quiet">{t('reward.missing', { amount: missing ?? '' })}</span>
        </Link>
      )}
    </Section>
  );
}
