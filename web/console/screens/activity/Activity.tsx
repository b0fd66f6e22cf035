import '../../reports/reports.css';
import { Button, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { usePages } from '@shared/api/pages';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconActivity } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { addDays, startOf } from '../../reports/calendar';
import { PeriodChoice } from '../../reports/PeriodChoice';
import { spanOf } from '../../reports/period';
import { SINCE_START } from '../../reports/rows';
import { useToday } from '../../reports/useToday';
import { Page } from '../../shell/Page';
import { TakeOff } from '../../shell/TakeOff';
import { useZone } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { ActRow } from './ActRow';
import type { ActivitySearch } from './narrowed';

const route = getRouteApi('/inside/settings/activity');

/** What was done, the newest first: all of it, or what a figure of the reports adds up. */
export default function Activity() {
  const { t, find } = useTexts();
  const names = useNames();
  const navigate = useNavigate();
  const { what, ...found } = route.useSearch();
  // Without a period it is about everything.
  const search = found.period ? found : SINCE_START;
  const zone = useZone();
  const today = useToday();
  const span = spanOf(search, today);
  const isAll = search.period === 'all';
  const query = {
    ...(what ? { what } : {}),
    ...(isAll
      ? {}
      : { from: startOf(span.from, zone), until: startOf(addDays(span.until, 1), zone) }),
  };
  const acts = usePages('GET /v1/audit', { query });
  const { rows } = acts;
  const isNarrowed = what !== undefined || !isAll;
  const go = (next: ActivitySearch) => void navigate({ to: '/settings/activity', search: next });
  return (
    <Page title={t('activity.title')} lead={t('activity.lead')}>
      <Group gap="sm">
        <PeriodChoice
          search={search}
          span={isAll ? { from: addDays(today, -29), until: today } : span}
          today={today}
          hasAll
          onChange={(next) => go({ ...next, ...(what ? { what } : {}) })}
        />
        {what && <TakeOff name={find(`act.${what}`) ?? what} onTakeOff={() => go(found)} />}
      </Group>
      {acts.isPending && <WaitingRows rows={8} />}
      <ProblemNote error={acts.error} onRetry={acts.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconActivity size={32} />}
          title={t(isNarrowed ? 'activity.noneTitle' : 'activity.emptyTitle')}
          text={t(isNarrowed ? 'activity.noneText' : 'activity.emptyText')}
        />
      )}
      <ol className="rows" aria-busy={acts.isPlaceholderData}>
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
