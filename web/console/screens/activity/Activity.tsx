import { Button, Group, Text } from '@mantine/core';
import { call } from '@shared/api/call';
import { useRead } from '@shared/api/hooks';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconActivity } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { ActRow } from './ActRow';

export default function Activity() {
  const { t } = useTexts();
  const names = useNames();
  const acts = useInfiniteQuery({
    queryKey: ['GET /v1/audit'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/audit', { query: pageParam ? { cursor: pageParam } : {} }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = acts.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('activity.title')} lead={t('activity.lead')}>
      {acts.isPending && <WaitingRows rows={8} />}
      <ProblemNote error={acts.error} onRetry={acts.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconActivity size={32} />}
          title={t('activity.emptyTitle')}
          text={t('activity.emptyText')}
        />
      )}
      <ol className="rows">
        {rows?.map((act) => (
          <ActRow key={act.number} act={act} names={names} />
        ))}
      </ol>
      {rows && rows.length > 0 && (
        <Group justify="center">
          {acts.hasNextPage ? (
            <Button
              variant="light"
              loading={acts.isFetchingNextPage}
              onClick={() => void acts.fetchNextPage()}
            >
              {t('activity.more')}
            </Button>
          ) : (
            <Text c="dimmed">{t('activity.end')}</Text>
          )}
        </Group>
      )}
    </Page>
  );
}

/** The record keeps ids, for names change; whoever may see the lists reads today's names. */
function useNames(): Map<string, string> {
  const { data: session } = useSession();
  const enabled = may(session, 'access.manage');
  const staff = useRead('GET /v1/staff', {}, { enabled });
  const tills = useRead('GET /v1/tills', {}, { enabled });
  return useMemo(() => {
    const all = [...(staff.data?.items ?? []), ...(tills.data?.items ?? [])];
    return new Map(all.map((one) => [one.id, one.name]));
  }, [staff.data, tills.data]);
}
