import { Badge, Button, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Webhook } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { Secret } from '../Secret';
import { EditWebhook } from './EditWebhook';
import '../settings.css';

export default function WebhookList() {
  const { t } = useTexts();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<Webhook>();
  const navigate = useNavigate();
  const webhooks = useRead('GET /v1/webhooks', {});
  const rows = webhooks.data?.items.filter((webhook) => !webhook.deleted_at);
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
      {t('webhooks.add')}
    </Button>
  );
  return (
    <Page title={t('webhooks.title')} lead={t('webhooks.lead')} action={rows?.length ? add : null}>
      {webhooks.isPending && <WaitingRows height={92} />}
      <ProblemNote error={webhooks.error} onRetry={webhooks.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconWebhook size={32} />}
          title={t('webhooks.emptyTitle')}
          text={t('webhooks.emptyText')}
          action={add}
        />
      )}
      <ul className="rows">
        {rows?.map((webhook) => (
          <li key={webhook.id} className="card link-card">
            <Group gap="xs">
              <Link to="/settings/webhooks/$webhook" params={{ webhook: webhook.id }}>
                {webhook.description || webhook.url}
              </Link>
              <WebhookState webhook={webhook} />
            </Group>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {webhook.url}
            </Text>
            <Topics topics={webhook.topics} />
          </li>
        ))}
      </ul>
      {isAdding && (
        <EditWebhook
          onDone={(webhook) => {
            setAdding(false);
            setMade(webhook);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {made && (
        <Secret
          title={t('webhooks.secretTitle')}
          text={t('webhooks.secretText')}
          secret={made.secret ?? ''}
          onClose={() =>
            void navigate({ to: '/settings/webhooks/$webhook', params: { webhook: made.id } })
          }
        />
      )}
    </Page>
  );
}

export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTexts();
  return (
    <Badge variant="light" color={webhook.enabled ? 'good' : 'bad'} tt="none">
      {t(webhook.enabled ? 'webhooks.on' : 'webhooks.off')}
    </Badge>
  );
}

export function Topics({ topics }: { topics: string[] }) {
  const { t } = useTexts();
  return (
    <Group gap={6} mt="xs">
      {topics.length === 0 && (
        <Badge variant="default" tt="none">
          {t('webhooks.everything')}
        </Badge>
      )}
      {topics.map((topic) => (
        <Badge key={topic} variant="default" tt="none" className="code">
          {topic}
        </Badge>
      ))}
    </Group>
  );
}
