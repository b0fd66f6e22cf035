import { Alert, Anchor, Button, Group, Tabs, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Webhook } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm } from '../../screens/Confirm';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Secret } from '../Secret';
import { Attempts } from './Attempts';
import { Deliveries } from './Deliveries';
import { EditWebhook } from './EditWebhook';
import { Rotate } from './Rotate';
import { Topics, WebhookState } from './WebhookList';

export default function WebhookPage() {
  const { t } = useTexts();
  const { webhook: id = '' } = useParams({ strict: false });
  const webhook = useRead('GET /v1/webhooks/{webhook_id}', { path: { webhook_id: id } });
  return (
    <Page title={webhook.data?.description || webhook.data?.url || t('webhooks.title')}>
      <Anchor component={Link} to="/settings/webhooks" w="fit-content">
        <Group gap={6}>
          <IconArrowLeft size={18} aria-hidden /> {t('webhooks.all')}
        </Group>
      </Anchor>
      {webhook.isPending && <WaitingRows height={120} rows={2} />}
      <ProblemNote error={webhook.error} onRetry={webhook.refetch} />
      {webhook.data && (
        <>
          <Head webhook={webhook.data} />
          <Log id={webhook.data.id} />
        </>
      )}
    </Page>
  );
}

type Open = 'edit' | 'rotate' | 'delete';

function Head({ webhook }: { webhook: Webhook }) {
  const { t } = useTexts();
  const when = useWhen();
  const [open, setOpen] = useState<Open>();
  const [secret, setSecret] = useState<string>();
  const acts = useActs(webhook.id);
  const close = () => setOpen(undefined);
  return (
    <section className="card">
      <Group gap="xs">
        <Text className="code" style={{ overflowWrap: 'anywhere' }}>
          {webhook.url}
        </Text>
        <WebhookState webhook={webhook} />
      </Group>
      <Topics topics={webhook.topics} />
      {webhook.disabled_reason && (
        <Alert color="bad" variant="light" mt="md" title={t('webhooks.disabled')}>
          {webhook.disabled_reason}
        </Alert>
      )}
      {webhook.old_secret_until && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('webhooks.oldSecret', { when: when.moment(webhook.old_secret_until) })}
        </Text>
      )}
      <Group mt="lg" gap="xs">
        <Button
          leftSection={<IconSend size={18} />}
          loading={acts.test.isPending}
          onClick={acts.runTest}
        >
          {t('webhooks.test')}
        </Button>
        <Button variant="default" onClick={() => setOpen('edit')}>
          {t('webhooks.edit')}
        </Button>
        <Button variant="default" onClick={() => setOpen('rotate')}>
          {t('webhooks.rotate')}
        </Button>
        <Button
          variant="default"
          loading={acts.change.isPending}
          onClick={() => acts.enable(!webhook.enabled)}
        >
          {t(webhook.enabled ? 'webhooks.disable' : 'webhooks.enable')}
        </Button>
        <Button variant="subtle" color="bad" onClick={() => setOpen('delete')}>
          {t('webhooks.delete')}
        </Button>
      </Group>
      <Text role="status" size="sm" mt="sm">
        {acts.test.isSuccess && t('webhooks.tested')}
      </Text>
      <ProblemNote error={acts.test.error ?? acts.change.error} />
      {open === 'edit' && <EditWebhook webhook={webhook} onDone={close} onClose={close} />}
      {open === 'rotate' && (
        <Rotate
          id={webhook.id}
          onDone={(made) => {
            close();
            setSecret(made);
          }}
          onClose={close}
        />
      )}
      {open === 'delete' && (
        <Confirm
          title={t('webhooks.deleteTitle')}
          text={t('webhooks.deleteText')}
          act={t('webhooks.delete')}
          isBusy={acts.remove.isPending}
          error={acts.remove.error}
          onClose={close}
          onAct={acts.runRemove}
        />
      )}
      {secret && (
        <Secret
          title={t('webhooks.secretTitle')}
          text={t('webhooks.secretText')}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </section>
  );
}

function useActs(id: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const test = useChange('POST /v1/webhooks/{webhook_id}/test');
  const change = useChange('PATCH /v1/webhooks/{webhook_id}');
  const remove = useChange('DELETE /v1/webhooks/{webhook_id}');
  const path = { webhook_id: id };
  const renew = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks') }),
      client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks/{webhook_id}') }),
    ]);
  const renewLog = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks/{webhook_id}/attempts') }),
      client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks/{webhook_id}/deliveries') }),
    ]);
  return {
    test,
    change,
    remove,
    runTest: () => test.mutate({ path }, { onSuccess: renewLog }),
    enable: (enabled: boolean) => change.mutate({ path, body: { enabled } }, { onSuccess: renew }),
    runRemove: () =>
      remove.mutate(
        { path },
        { onSuccess: () => renew().then(() => navigate({ to: '/settings/webhooks' })) },
      ),
  };
}

function Log({ id }: { id: string }) {
  const { t } = useTexts();
  const [tab, setTab] = useState<string | null>('attempts');
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="attempts" h={44}>
          {t('webhooks.attempts')}
        </Tabs.Tab>
        <Tabs.Tab value="deliveries" h={44}>
          {t('webhooks.deliveries')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="attempts">
        <Attempts id={id} />
      </Tabs.Panel>
      <Tabs.Panel value="deliveries">
        <Deliveries id={id} />
      </Tabs.Panel>
    </Tabs>
  );
}
