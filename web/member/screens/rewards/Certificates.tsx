import type { OwnCertificate } from '@shared/api/coming/member';
import { IconCreditCard } from '@tabler/icons-react';
import { useState } from 'react';
import { lastDay } from '../../own/day';
import { useUnits } from '../../own/units';
import { CodeCard } from '../../parts/CodeCard';
import { RowInside } from '../../parts/LinkRow';
import { Section } from '../../parts/Page';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

/** Stored money: what is left on each, until when, and the code that pays. */
export function Certificates({ items }: { items: OwnCertificate[] }) {
  const { t, locale, format } = useLater();
  const { timeZone } = useUnits();
  const [shown, setShown] = useState<OwnCertificate>();
  if (items.length === 0) return null;
  const left = (one: OwnCertificate) => format.money(one.balance, one.currency);
  const end = (one: OwnCertificate) =>
    one.until ? t('until', { day: lastDay(one.until, locale, timeZone) }) : t('coupons.forever');
  return (
    <Section title={t('certificates.title')}>
      <div className="rows">
        {items.map((one) => (
          <button
            key={one.certificate}
            type="button"
            className="row row-link ticket"
            onClick={() => setShown(one)}
          >
            <RowInside icon={<IconCreditCard />} title={one.name} hint={end(one)} />
            <strong className="figures">{left(one)}</strong>
          </button>
        ))}
      </div>
      {shown && (
        <Sheet title={shown.name} onClose={() => setShown(undefined)}>
          {shown.code && <CodeCard code={shown.code} label={t('certificates.code')} />}
          <p className="price figures centre">{left(shown)}</p>
          <p className="quiet centre">
            {shown.value &&
              `${t('certificates.of', { money: format.money(shown.value, shown.currency) })} · `}
            {end(shown)}
          </p>
          <p className="centre">{t('certificates.how')}</p>
        </Sheet>
      )}
    </Section>
  );
}
