import type { HeldCoupon } from '@shared/api/types';
import { IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { isSoon, lastDay } from '../../own/day';
import { readable } from '../../own/level';
import { useUnits } from '../../own/units';
import { CodeCard } from '../../parts/CodeCard';
import { RowInside } from '../../parts/LinkRow';
import { Section } from '../../parts/Page';
import { Share } from '../../parts/Share';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

const nameOf = (coupon: HeldCoupon) => coupon.name ?? readable(coupon.coupon);

export function Coupons({ items }: { items: HeldCoupon[] }) {
  const { t } = useLater();
  const [shown, setShown] = useState<HeldCoupon>();
  const valid = useValid();
  if (items.length === 0) return null;
  return (
    <Section title={t('coupons.title')}>
      <div className="rows">
        {items.map((coupon) => (
          <button
            key={coupon.id}
            type="button"
            className="row row-link ticket"
            onClick={() => setShown(coupon)}
          >
            <RowInside icon={<IconTicket />} title={nameOf(coupon)} hint={valid(coupon)} />
            {coupon.until && isSoon(coupon.until, Date.now(), 7) && (
              <span className="tag tag-warn">{t('expiry.soon')}</span>
            )}
          </button>
        ))}
      </div>
      {shown && (
        <Sheet title={nameOf(shown)} onClose={() => setShown(undefined)}>
          <CodeCard code={shown.code} label={t('coupons.code')} />
          <p className="centre">{t('coupons.show')}</p>
          <p className="quiet centre">
            {valid(shown)}
            {shown.uses && shown.uses > 1
              ? ` · ${t('coupons.left', { count: shown.uses - shown.used })}`
              : ''}
          </p>
          {shown.transferable && (
            <Share
              text={t('coupons.gift', { name: nameOf(shown), code: shown.code })}
              label={t('coupons.pass')}
            />
          )}
        </Sheet>
      )}
    </Section>
  );
}

/** When it can be used, in words. */
function useValid() {
  const { t, locale, format } = useLater();
  const { timeZone } = useUnits();
  return ({ from, until }: HeldCoupon) => {
    if (Date.parse(from) > Date.now()) return t('from', { day: format.day(from) });
    return until ? t('until', { day: lastDay(until, locale, timeZone) }) : t('coupons.forever');
  };
}
