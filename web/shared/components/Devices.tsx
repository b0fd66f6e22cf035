import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { nameOf, useChange, useRead } from '../api/hooks';
import type { SessionRow } from '../api/types';
import { useSharedTexts } from '../i18n/TextProvider';
import { ProblemNote } from './ProblemNote';
import { WaitingRows } from './Waiting';

/** Where I am signed in, and how to end that elsewhere. The same for staff and members. */
export function Devices() {
  const { t } = useSharedTexts();
  const sessions = useRead('GET /v1/sessions', {});
  const end = useChange('POST /v1/sessions/{session_id}/end');
  const endOthers = useChange('POST /v1/sessions/end-others');
  const client = useQueryClient();
  const renew = {
    onSuccess: () => client.invalidateQueries({ queryKey: nameOf('GET /v1/sessions') }),
  };

  if (sessions.isPending) return <WaitingRows rows={2} />;
  if (sessions.isError) return <ProblemNote error={sessions.error} onRetry={sessions.refetch} />;
  const others = sessions.data.items.filter((row) => !row.is_this).length;
  return (
    <Stack gap="sm">
      <ProblemNote error={end.error ?? endOthers.error} />
      {sessions.data.items.map((row) => (
        <Device
          key={row.id}
          row={row}
          isBusy={end.isPending && end.variables.path.session_id === row.id}
          onEnd={() => end.mutate({ path: { session_id: row.id } }, renew)}
        />
      ))}
      {others === 0 ? (
        <Text c="dimmed">{t('devices.none')}</Text>
      ) : (
        <Group justify="space-between">
          <Text c="dimmed">{t('devices.others', { count: others })}</Text>
          <Button
            variant="outline"
            color="bad"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate({}, renew)}
          >
            {t('devices.endOthers')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Device(props: { row: SessionRow; isBusy: boolean; onEnd: () => void }) {
  const { t, format } = useSharedTexts();
  const { row } = props;
  return (
    <Group className="card" justify="space-between" gap="sm">
      <div>
        <Group gap="xs">
          <Text fw={600}>{row.device}</Text>
          {row.is_this && (
            <Badge color="good" variant="light" tt="none">
              {t('devices.this')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('devices.seen', { when: format.moment(row.seen_at) })}
          {' · '}
          {t('devices.until', { when: format.day(row.until) })}
        </Text>
      </div>
      {!row.is_this && (
        <Button variant="subtle" color="bad" loading={props.isBusy} onClick={props.onEnd}>
          {t('devices.end')}
        </Button>
      )}
    </Group>
  );
}
