import type { OpenClaim } from '@shared/api/types';
import { IconGift } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeCard } from '../../parts/CodeCard';
import { RowInside } from '../../parts/LinkRow';
import { Section } from '../../parts/Page';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

/** What is paid for and waits to be picked up or used. */
export function Mine({ claims }: { claims: OpenClaim[] }) {
  const { t, format } = useLater();
  const [shown, setShown] = useState<OpenClaim>();
  if (claims.length === 0) return null;
  return (
    <Section title={t('mine.title')}>
      <div className="rows">
        {claims.map((claim) => (
          <button
            key={claim.claim}
            type="button"
            className="row row-link ticket"
            onClick={() => setShown(claim)}
          >
            <RowInside
              icon={<IconGift />}
              title={claim.name}
              hint={[claim.option, claim.code && t('mine.show')].filter(Boolean).join(' · ')}
            />
          </button>
        ))}
      </div>
      {shown && (
        <Sheet title={shown.name} onClose={() => setShown(undefined)}>
          {shown.code && <CodeCard code={shown.code} label={t('rewards.code')} />}
          {shown.option && <p className="centre">{shown.option}</p>}
          <p className="centre">{t(`claimed.${shown.handover}`)}</p>
          <p className="quiet centre">{t('mine.since', { day: format.day(shown.at) })}</p>
        </Sheet>
      )}
    </Section>
  );
}
