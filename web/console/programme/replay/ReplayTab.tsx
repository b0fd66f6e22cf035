import { Button, Progress, Stack, Text } from '@mantine/core';
import { call } from '@shared/api/call';
import type { Replay } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconAlertTriangle, IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { begin } from './begin';
import { ReplayResult } from './ReplayResult';

const ASK_AGAIN_MS = 1000;

/** Last year's receipts under this text. It begins by itself: whoever comes here wants just that. */
export default function ReplayTab({ text }: { text: string }) {
  const { t } = useTexts();
  const [turn, setTurn] = useState(0);
  const begun = useQuery<Replay, Error>({
    queryKey: ['POST /v1/programme/replays', text, turn],
    queryFn: () => begin(text, turn),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const id = begun.data?.id;
  const replay = useQuery<Replay, Error>({
    queryKey: ['GET /v1/programme/replays/{replay_id}', id],
    queryFn: ({ signal }) =>
      call('GET /v1/programme/replays/{replay_id}', { path: { replay_id: id ?? '' } }, { signal }),
    enabled: id !== undefined && begun.data?.state === 'running',
    refetchInterval: ({ state }) =>
      state.error || (state.data && state.data.state !== 'running') ? false : ASK_AGAIN_MS,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const now = replay.data ?? begun.data;
  const error = begun.error ?? replay.error;
  const again = (
    <Button variant="light" onClick={() => setTurn((old) => old + 1)}>
      {t('replay.again')}
    </Button>
  );
  if (error) {
    return (
      <ProblemNote error={error} onRetry={() => void (begun.error ? begun : replay).refetch()} />
    );
  }
  if (now?.state === 'failed') {
    return (
      <Empty
        icon={<IconAlertTriangle size={32} />}
        title={t('replay.failed')}
        text={t('replay.failedText')}
        action={again}
      />
    );
  }
  if (now?.state === 'done' && now.result) {
    if (now.result.receipts > 0) return <ReplayResult result={now.result} />;
    return (
      <Empty
        icon={<IconCalendarStats size={32} />}
        title={t('replay.empty')}
        text={t('replay.emptyText')}
      />
    );
  }
  return <Running replay={now} />;
}

function Running({ replay }: { replay: Replay | undefined }) {
  const { t } = useTexts();
  const { done, total } = replay ?? { done: 0, total: 0 };
  const percent = total > 0 ? Math.floor((100 * done) / total) : 0;
  return (
    <Stack className="card" gap="sm" py={48} align="center" ta="center">
      <IconCalendarStats size={44} aria-hidden className="way-icon" />
      <Text fw={600}>{t('replay.running')}</Text>
      <Progress
        value={percent}
        w="min(100%, 420px)"
        size="lg"
        radius="xl"
        color="var(--t-primary-fill)"
        aria-label={t('replay.running')}
      />
      <Text c="dimmed" className="figures" role="status">
        {total > 0 ? t('replay.progress', { done, count: total }) : t('replay.begin')}
      </Text>
    </Stack>
  );
}
