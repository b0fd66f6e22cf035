import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Cause, Leaderboard } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconHeartHandshake } from '@tabler/icons-react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { unitName } from '../document/units';
import { OffersNav } from '../OffersNav';
import { useActive } from '../useActive';
import { reached } from './reached';

/** What members do with others: good causes and leaderboards, with what has come together so far. */
export default function Together() {
  const { t, locale } = useTexts();
  const active = useActive();
  const causes = useRead('GET /v1/causes', { query: { locale } });
  const boards = active.items.filter(({ section }) => section === 'leaderboards');
  const isEmpty = causes.data?.items.length === 0 && boards.length === 0 && !active.isPending;
  return (
    <Page title={t('together.title')} lead={t('together.lead')}>
      <OffersNav />
      <ProblemNote error={active.error} onRetry={active.refetch} />
      <ProblemNote error={causes.error} onRetry={causes.refetch} />
      {(causes.isPending || active.isPending) && <WaitingRows rows={3} height={110} />}
      {isEmpty && (
        <Empty
          icon={<IconHeartHandshake size={32} />}
          title={t('together.emptyTitle')}
          text={t('together.emptyText')}
          action={
            <Button component="a" href="/console/programme">
              {t('offers.toProgramme')}
            </Button>
          }
        />
      )}
      {causes.data && causes.data.items.length > 0 && (
        <section>
          <Title order={2} size="h3" mb="sm">
            {t('together.causes')}
          </Title>
          <ul className="offers-grid">
            {causes.data.items.map((cause) => (
              <li key={cause.cause}>
                <CauseCard cause={cause} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {boards.length > 0 && (
        <section>
          <Title order={2} size="h3" mb="sm">
            {t('together.boards')}
          </Title>
          <ul className="offers-grid">
            {boards.map((board) => (
              <li key={board.key}>
                <BoardCard board={board.key} name={board.name} active={active} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function CauseCard({ cause }: { cause: Cause }) {
  const { t, format } = useTexts();
  const share = cause.goal ? reached(cause.amount, cause.goal) : undefined;
  return (
    <article className="card">
      <Text c="dimmed" size="sm">
        {cause.name}
      </Text>
      <div className="figure-value">{format.money(cause.amount, cause.currency)}</div>
      {cause.goal && share !== undefined ? (
        <>
          <Progress
            value={Math.min(share, 1) * 100}
            size={10}
            radius="xl"
            mt="sm"
            aria-label={t('together.progress', { name: cause.name })}
          />
          <Text size="sm" c="dimmed" mt={6}>
            {t('together.goal', {
              share: format.share(share),
              goal: format.money(cause.goal, cause.currency),
            })}
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {t('together.noGoal')}
        </Text>
      )}
    </article>
  );
}

interface Board {
  board: string;
  name: string;
  active: ReturnType<typeof useActive>;
}

function BoardCard({ board, name, active }: Board) {
  const { t, locale, format } = useTexts();
  const standings = useRead('GET /v1/leaderboards/{leaderboard}', {
    path: { leaderboard: board },
    query: { locale },
  });
  return (
    <article className="card">
      <Text fw={650} size="lg" mb="sm">
        {standings.data?.name ?? name}
      </Text>
      {standings.isPending && <WaitingRows rows={3} height={30} />}
      <ProblemNote error={standings.error} onRetry={standings.refetch} />
      {standings.data?.top.length === 0 && <Text c="dimmed">{t('together.nobody')}</Text>}
      <ol className="rows" style={{ gap: 6 }}>
        {standings.data?.top.map((standing) => (
          <Group
            component="li"
            // Members who did not agree to be named have nothing but their place.
            key={`${standing.rank}/${standing.name ?? ''}/${standing.value}`}
            wrap="nowrap"
            justify="space-between"
          >
            <Text>
              <b className="figures">{format.number(standing.rank)}.</b>{' '}
              {standing.name ?? <i style={{ color: 'var(--t-quiet)' }}>{t('together.unnamed')}</i>}
            </Text>
            <Text className="figures">{valueText(standing.value, standings.data)}</Text>
          </Group>
        ))}
      </ol>
    </article>
  );

  function valueText(value: string, { measure, unit }: Leaderboard): string {
    if (measure === 'money' && unit) return format.money(value, unit);
    const amount = format.amount(value);
    return unit ? `${amount} ${unitName(active.document, unit, value, locale)}` : amount;
  }
}
