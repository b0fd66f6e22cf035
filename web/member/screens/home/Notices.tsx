import type { Balance } from '@shared/api/types';
import { IconClockHour4, IconGift, IconTicket } from '@tabler/icons-react';
import { useClaims } from '../../own/claims';
import { isSoon, lastDay } from '../../own/day';
import { useOwn, useOwnSpoken } from '../../own/own';
import { useUnits } from '../../own/units';
import { LinkRow } from '../../parts/LinkRow';
import { useLater } from '../../texts/use';

/** What wants to be done: collect, use before it is too late, activate. */
export function Notices({ balances }: { balances: Balance[] }) {
  const { t, locale } = useLater();
  const units = useUnits();
  const coupons = useOwn('GET /v1/members/{member_id}/coupons').data?.items ?? [];
  const offers = useOwnSpoken('GET /v1/members/{member_id}/activations').data?.items ?? [];
  const open = useClaims().filter((claim) => claim.handover === 'pickup');
  const waiting = offers.filter((offer) => !offer.active).length;
  const next = balances.find((balance) => balance.next_expiry);
  const pending = balances.find((balance) => Number(balance.pending) > 0);
  return (
    <div className="rows">
      {open.map((claim) => (
        <LinkRow
          key={claim.claim}
          to="/rewards"
          icon={<IconGift />}
          title={t('notice.collect', { name: claim.name })}
          hint={claim.code ? t('notice.code', { code: claim.code }) : undefined}
        />
      ))}
      {next?.next_expiry && (
        <LinkRow
          to="/history/expiry"
          icon={<IconClockHour4 />}
          title={t('notice.expires', {
            amount: units.say(next.unit, next.next_expiry.amount),
            day: lastDay(next.next_expiry.at, locale, units.timeZone),
          })}
          hint={isSoon(next.next_expiry.at, Date.now()) ? t('notice.soon') : t('notice.all')}
        />
      )}
      {pending && (
        <LinkRow
          to="/history/expiry"
          icon={<IconClockHour4 />}
          title={t('notice.pending', { amount: units.say(pending.unit, pending.pending) })}
          hint={t('notice.pendingHint')}
        />
      )}
      {waiting + coupons.length > 0 && (
        <LinkRow
          to="/offers"
          icon={<IconTicket />}
          title={
            waiting > 0
              ? t('notice.offers', { count: waiting })
              : t('notice.coupons', { count: coupons.length })
          }
          hint={
            waiting > 0 && coupons.length > 0
              ? t('notice.coupons', { count: coupons.length })
              : undefined
          }
        />
      )}
    </div>
  );
}
