import '../members.css';
import { SegmentedControl } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { ApprovalCard } from './ApprovalCard';

const EVERY_MS = 60_000;

/** What one person asked for and another decides about. */
export default function Approvals() {
  const { t } = useTexts();
  const [state, setState] = useState<'open' | 'all'>('open');
  const list = usePages('GET /v1/approvals', { query: { state } }, { everyMs: EVERY_MS });
  return (
    <Page
      title={t('approvals.title')}
      lead={t('approvals.lead')}
      action={
        <SegmentedControl
          aria-label={t('approvals.which')}
          value={state}
          onChange={(next) => setState(next as 'open' | 'all')}
          data={[
            { value: 'open', label: t('approvals.open') },
            { value: 'all', label: t('approvals.all') },
          ]}
        />
      }
    >
      <ProblemNote error={list.error} onRetry={list.refetch} />
      {list.isPending && <WaitingRows rows={4} height={120} />}
      {list.rows?.length === 0 && (
        <Empty
          icon={<IconChecks size={32} />}
          title={t('approvals.emptyTitle')}
          text={t('approvals.emptyText')}
        />
      )}
      <ul className="rows">
        {list.rows?.map((row) => (
          <ApprovalCard key={row.id} row={row} />
        ))}
      </ul>
      <More list={list} />
    </Page>
  );
}
