import { Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { LedgerEntry, Member } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { isZero } from '@shared/decimal/decimal';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useNow } from '../../shell/useNow';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Why } from '../why/Why';
import { type Portion, portionsOf } from './lots';

/** What they can spend now, and what ends when. */
export function Balances({ member, entries }: { member: Member; entries: LedgerEntry[] }) {
  const { t } = useTexts();
  const units = useUnits();
  const lots = useRead('GET /v1/members/{member_id}/lots', { path: { member_id: member.id } });
  const portions = portionsOf(lots.data?.items ?? []);
  const [asked, setAsked] = useState<Portion>();
  const origins = entries.filter((entry) => asked?.sequences.includes(entry.seq));
  if (member.balances.length === 0) {
    return (
      <section className="card">
        <Title order={2} size="h4">
          {t('members.balance')}
        </Title>
        <Text c="dimmed">{t('members.noBalance')}</Text>
      </section>
    );
  }
  return (
    <section className="card" aria-labelledby="balance">
      <Title order={2} size="h4" id="balance">
        {t('members.balance')}
      </Title>
      <ProblemNote error={lots.error} onRetry={lots.refetch} />
      {member.balances.map((balance) => (
        <div key={balance.unit} className="balance">
          <div className="figure-value">{units.figure(balance.unit, balance.spendable)}</div>
          <Text size="sm" c="dimmed">
            {[
              units.name(balance.unit),
              !isZero(balance.pending) &&
                t('members.pending', { amount: units.amount(balance.unit, balance.pending) }),
              !isZero(balance.held) &&
                t('members.held', { amount: units.amount(balance.unit, balance.held) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <ul className="portions">
            {portions
              .filter((portion) => portion.unit === balance.unit)
              .map((portion) => (
                <li key={`${portion.state}${portion.until ?? ''}${portion.from ?? ''}`}>
                  <PortionLine portion={portion} onAsk={() => setAsked(portion)} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {asked && <Why memberId={member.id} entries={origins} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

const SOON_MS = 30 * 24 * 3600 * 1000;

function PortionLine({ portion, onAsk }: { portion: Portion; onAsk: () => void }) {
  const { t } = useTexts();
  const when = useWhen();
  const units = useUnits();
  const now = +useNow();
  const isSoon = portion.until && Date.parse(portion.until) - now < SOON_MS;
  return (
    <button type="button" className="portion" onClick={onAsk}>
      <b className="figures">{units.amount(portion.unit, portion.amount)}</b>
      <span className={isSoon ? 'is-soon' : undefined}>
        {portion.state === 'held' && `${t('members.isHeld')} · `}
        {portion.state === 'pending' && portion.from
          ? t('members.from', { when: when.day(portion.from) })
          : portion.until
            ? t('members.until', { when: when.day(portion.until) })
            : t('members.forever')}
      </span>
      <span className="portion-why">{t('members.whence')}</span>
    </button>
  );
}
