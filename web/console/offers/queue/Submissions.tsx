import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import type { SubmissionState } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconMoodHappy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { useActive } from '../useActive';
import { SubmissionCard } from './SubmissionCard';

const STATES: SubmissionState[] = ['open', 'approved', 'rejected'];

/** The oldest come first: who waited longest is answered first. */
export function Submissions() {
  const { t } = useTexts();
  const [state, setState] = useState<SubmissionState>('open');
  // The list hears of a decision a moment later; whoever decided need not see it once more.
  const [decided, setDecided] = useState<readonly string[]>([]);
  const active = useActive();
  const submissions = usePages(
    'GET /v1/submissions',
    { query: { state, limit: 20 } },
    state === 'open' ? { everyMs: 30_000 } : {},
  );
  const rows = submissions.rows?.filter((row) => row.state !== 'open' || !decided.includes(row.id));
  const nameOf = (event: string) =>
    event === 'price_guarantee'
      ? t('queue.priceGuarantee')
      : (active.items.find((item) => item.section === 'events' && item.key === event)?.name ??
        event);
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('queue.state')}
        value={state}
        onChange={(value) => setState(value as SubmissionState)}
        data={STATES.map((value) => ({ value, label: t(`queue.${value}`) }))}
        style={{ alignSelf: 'start' }}
        size="md"
      />
      {submissions.isPending && <WaitingRows height={130} />}
      <ProblemNote error={submissions.error} onRetry={submissions.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconMoodHappy size={32} />}
          title={t(state === 'open' ? 'queue.emptyTitle' : 'queue.emptyOther')}
          text={t('queue.emptyText')}
        />
      )}
      <ul className="rows">
        {rows?.map((submission) => (
          <SubmissionCard
            key={submission.id}
            submission={submission}
            name={nameOf(submission.event)}
            onDecided={() => setDecided((old) => [...old, submission.id])}
          />
        ))}
      </ul>
      {submissions.hasNextPage && (
        <Group justify="center">
          <Button
            variant="light"
            loading={submissions.isFetchingNextPage}
            onClick={() => void submissions.fetchNextPage()}
          >
            {t('offers.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
