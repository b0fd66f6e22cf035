import { Badge, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { usePages } from '@shared/api/pages';
import type { Delivery, DeliveryState } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Resend } from './Resend';

const STATES = ['all', 'waiting', 'delivered', 'failed'] as const;
type Shown = (typeof STATES)[number];
const COLOURS: Record<DeliveryState, string> = {
  waiting: 'warn',
  delivered: 'good',
  failed: 'bad',
};

/** What waits, arrived, or was given up; each can be sent again. */
export function Deliveries({ id }: { id: string }) {
  const { t } = useTexts();
  const [shown, setShown] = useState<Shown>('all');
  const [isResending, setResending] = useState(false);
  const deliveries = usePages(
    'GET /v1/webhooks/{webhook_id}/deliveries',
    {
      path: { webhook_id: id },
      query: { limit: 25, ...(shown === 'all' ? {} : { state: shown }) },
    },
    { everyMs: 5000 },
  );
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('webhooks.which')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={STATES.map((value) => ({ value, label: t(`sent.${value}`) }))}
          size="md"
          style={{ maxWidth: '100%', overflowX: 'auto' }}
        />
        <Button variant="default" onClick={() => setResending(true)}>
          {t('webhooks.resendSince')}
        </Button>
      </Group>
      {deliveries.isPending && <WaitingRows />}
      <ProblemNote error={deliveries.error} onRetry={deliveries.refetch} />
      {deliveries.rows?.length === 0 && <Text c="dimmed">{t('webhooks.noDeliveries')}</Text>}
      <ul className="rows">
        {deliveries.rows?.map((delivery) => (
          <Row key={delivery.id} id={id} delivery={delivery} />
        ))}
      </ul>
      {deliveries.hasNextPage && (
        <Group justify="center">
          <Button
            variant="light"
            loading={deliveries.isFetchingNextPage}
            onClick={() => void deliveries.fetchNextPage()}
          >
            {t('settings.more')}
          </Button>
        </Group>
      )}
      {isResending && <Resend id={id} onClose={() => setResending(false)} />}
    </Stack>
  );
}

function Row({ id, delivery }: { id: string; delivery: Delivery }) {
  const { t } = useTexts();
  const when = useWhen();
  const resend = useChange('POST /v1/webhooks/{webhook_id}/deliveries/{event_id}/resend');
  const client = useQueryClient();
  const run = () =>
    resend.mutate(
      { path: { webhook_id: id, event_id: delivery.id } },
      {
        onSuccess: () =>
          client.invalidateQueries({
            queryKey: nameOf('GET /v1/webhooks/{webhook_id}/deliveries'),
          }),
      },
    );
  return (
    <li className="card tight">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={600} className="code">
              {delivery.type}
            </Text>
            <Badge variant="light" color={COLOURS[delivery.state]} tt="none">
              {t(`sent.${delivery.state}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {when.moment(delivery.queued_at)} · {t('webhooks.tries', { count: delivery.attempts })}
            {delivery.due_at && ` · ${t('webhooks.next', { when: when.moment(delivery.due_at) })}`}
          </Text>
        </div>
        <Button variant="light" loading={resend.isPending} onClick={run}>
          {t('webhooks.resend')}
        </Button>
      </Group>
      <ProblemNote error={resend.error} />
    </li>
  );
}
