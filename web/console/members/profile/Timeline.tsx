import { Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { usePages } from '@shared/api/pages';
import type { LedgerEntry, Member } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useMemo, useState } from 'react';
import { More } from '../../shell/More';
import { useTexts } from '../../texts/use';
import { Why } from '../why/Why';
import { EntryLine } from './EntryLine';
import { isNews } from './hints';

type Ledger = ReturnType<typeof usePages<'GET /v1/members/{member_id}/ledger'>>;

/** All that ever happened, the newest first; every line says why. */
export function Timeline({ member, ledger }: { member: Member; ledger: Ledger }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<{ entry: LedgerEntry; effect?: number }>();
  const receipts = useRead('GET /v1/receipts', { query: { member: member.id, limit: 200 } });
  const paid = useMemo(
    () => new Map(receipts.data?.items.map((receipt) => [receipt.id, receipt])),
    [receipts.data],
  );
  const entries = ledger.rows?.filter(isNews);
  return (
    <section aria-labelledby="timeline" className="profile-story">
      <Title order={2} size="h4" mb="sm" id="timeline">
        {t('members.timeline')}
      </Title>
      {ledger.isPending && <WaitingRows rows={6} height={96} />}
      <ProblemNote error={ledger.error} onRetry={ledger.refetch} />
      {entries?.length === 0 && <Text c="dimmed">{t('members.nothingYet')}</Text>}
      <ol className="timeline">
        {entries?.map((entry) => (
          <EntryLine
            key={entry.id}
            entry={entry}
            receipt={entry.receipt ? paid.get(entry.receipt) : undefined}
            onAsk={(effect) => setAsked(effect === undefined ? { entry } : { entry, effect })}
          />
        ))}
      </ol>
      <More list={ledger} />
      {asked && (
        <Why
          memberId={member.id}
          entries={[asked.entry]}
          effect={asked.effect}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}
