import { Button } from '@mantine/core';
import type { HeldCertificate } from '@shared/api/types';
import { useBrand } from '@shared/theme/Brand';
import { IconGiftCard, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { giftLink } from '../../own/certificates';
import { isSoon, lastDay } from '../../own/day';
import { useUnits } from '../../own/units';
import { CodeCard } from '../../parts/CodeCard';
import { RowInside } from '../../parts/LinkRow';
import { Section } from '../../parts/Page';
import { Share } from '../../parts/Share';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';
import { AddCertificate } from './AddCertificate';

/** Money on codes: how much is left, until when, and the code for the counter or for somebody else. */
export function Certificates({ items }: { items: HeldCertificate[] }) {
  const { t } = useLater();
  const [shown, setShown] = useState<HeldCertificate>();
  const [isAdding, setAdding] = useState(false);
  const words = useWords();
  return (
    <Section title={t('certificates.title')}>
      <div className="rows">
        {items.map((one) => (
          <button
            key={one.id}
            type="button"
            className="row row-link ticket"
            onClick={() => setShown(one)}
          >
            <RowInside
              icon={<IconGiftCard />}
              title={`${one.name}: ${words.left(one)}`}
              hint={words.valid(one)}
            />
            {one.until && isSoon(one.until, Date.now()) && (
              <span className="tag tag-warn">{t('expiry.soon')}</span>
            )}
          </button>
        ))}
      </div>
      <Button
        size="lg"
        variant="light"
        leftSection={<IconPlus aria-hidden />}
        onClick={() => setAdding(true)}
      >
        {t('certificates.add')}
      </Button>
      {isAdding && <AddCertificate onClose={() => setAdding(false)} />}
      {shown && <Shown one={shown} onClose={() => setShown(undefined)} />}
    </Section>
  );
}

function Shown({ one, onClose }: { one: HeldCertificate; onClose: () => void }) {
  const { t, format } = useLater();
  const { brand } = useBrand();
  const { left, valid } = useWords();
  return (
    <Sheet title={one.name} onClose={onClose}>
      <CodeCard code={one.code} label={t('certificates.code')} />
      <p className="price figures centre">{left(one)}</p>
      <p className="centre">{t(one.whole_only ? 'certificates.showWhole' : 'certificates.show')}</p>
      <p className="quiet centre">
        {one.value !== one.balance &&
          `${t('certificates.of', { money: format.money(one.value, one.currency) })} · `}
        {valid(one)}
      </p>
      <Share
        text={t('certificates.gift', { money: left(one), shop: brand.name, code: one.code })}
        url={giftLink(location.origin, one.code)}
        label={t('certificates.pass')}
      />
      <p className="quiet centre">{t('certificates.passHint')}</p>
    </Sheet>
  );
}

function useWords() {
  const { t, locale, format } = useLater();
  const { timeZone } = useUnits();
  return {
    left: ({ balance, currency }: HeldCertificate) => format.money(balance, currency),
    valid: ({ until }: HeldCertificate) =>
      until ? t('until', { day: lastDay(until, locale, timeZone) }) : t('coupons.forever'),
  };
}
