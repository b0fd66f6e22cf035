import type { Claim } from '@shared/api/coming/member';
import { IconGift } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeCard } from '../../parts/CodeCard';
import { RowInside } from '../../parts/LinkRow';
import { Section } from '../../parts/Page';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

/** What is paid for and not handed over yet; what was, below it. */
export function Mine({ claims }: { claims: Claim[] }) {
  const { t, format } = useLater();
  const [shown, setShown] = useState<Claim>();
  const open = claims.filter((claim) => claim.state === 'open');
  const past = claims.filter((claim) => claim.state !== 'open');
  if (claims.length === 0) return null;
  return (
    <Section title={t('mine.title')}>
      <div className="rows">
        {open.map((claim) => (
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
      {past.length > 0 && (
        <details className="card">
          <summary>{t('mine.past', { count: past.length })}</summary>
          <ul className="entries">
            {past.map((claim) => (
              <li key={claim.claim} className="entry">
                <div className="entry-head">
                  <strong>{claim.name}</strong>
                  <span className="quiet">
                    {t(claim.state === 'collected' ? 'mine.collected' : 'mine.returned')}
                  </span>
                </div>
                <span className="quiet">{format.day(claim.at)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
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
