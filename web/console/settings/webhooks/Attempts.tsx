import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import type { Attempt } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';

/** What the receiver said, the latest first; fresh while somebody watches. */
export function Attempts({ id }: { id: string }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const attempts = usePages(
    'GET /v1/webhooks/{webhook_id}/attempts',
    { path: { webhook_id: id }, query: { limit: 25 } },
    { everyMs: 5000 },
  );
  if (attempts.isPending) return <WaitingRows />;
  if (attempts.error) return <ProblemNote error={attempts.error} onRetry={attempts.refetch} />;
  if (attempts.rows?.length === 0) return <Text c="dimmed">{t('webhooks.noAttempts')}</Text>;
  return (
    <section className="card">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className="wide" tabIndex={0} aria-label={t('webhooks.attempts')}>
        <Table className="figures" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('webhooks.when')}</Table.Th>
              <Table.Th scope="col">{t('webhooks.event')}</Table.Th>
              <Table.Th scope="col">{t('webhooks.answer')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('webhooks.took')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {attempts.rows?.map((attempt) => (
              <Table.Tr key={`${attempt.id}/${attempt.at}`}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{when.moment(attempt.at)}</Table.Td>
                <Table.Td className="code" style={{ whiteSpace: 'nowrap' }}>
                  {attempt.type}
                </Table.Td>
                <Table.Td>
                  <Answer attempt={attempt} />
                </Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {t('webhooks.ms', { time: format.number(attempt.duration_ms) })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {attempts.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="light"
            loading={attempts.isFetchingNextPage}
            onClick={() => void attempts.fetchNextPage()}
          >
            {t('settings.more')}
          </Button>
        </Group>
      )}
    </section>
  );
}

function Answer({ attempt }: { attempt: Attempt }) {
  const { status, error } = attempt;
  const isGood = status != null && status >= 200 && status < 300;
  return (
    <Group gap="xs" wrap="nowrap">
      {status != null && (
        <Badge color={isGood ? 'good' : 'bad'} variant="light" tt="none">
          {status}
        </Badge>
      )}
      {error && (
        <Text size="sm" c="var(--t-bad-text)">
          {error}
        </Text>
      )}
    </Group>
  );
}
