import { Badge, Button, Group, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { ApiKey } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../screens/Confirm';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Secret } from '../Secret';
import { AddKey } from './AddKey';

type Open = { what: 'add' } | { what: 'secret' | 'revoke'; key: ApiKey };

export default function KeyList() {
  const { t } = useTexts();
  const [open, setOpen] = useState<Open>();
  const keys = useRead('GET /v1/api-keys', {});
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: nameOf('GET /v1/api-keys') });
  const revoke = useChange('POST /v1/api-keys/{key_id}/revoke');
  const close = () => {
    setOpen(undefined);
    revoke.reset();
  };
  // Those in use come first, then what is kept for the record.
  const rows = [...(keys.data?.items ?? [])].sort(
    (a, b) =>
      Number(!!a.revoked_at) - Number(!!b.revoked_at) || b.created_at.localeCompare(a.created_at),
  );
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen({ what: 'add' })}>
      {t('keys.add')}
    </Button>
  );
  return (
    <Page title={t('keys.title')} lead={t('keys.lead')} action={rows.length > 0 ? add : null}>
      {keys.isPending && <WaitingRows height={80} />}
      <ProblemNote error={keys.error} onRetry={keys.refetch} />
      {keys.data && rows.length === 0 && (
        <Empty
          icon={<IconKey size={32} />}
          title={t('keys.emptyTitle')}
          text={t('keys.emptyText')}
          action={add}
        />
      )}
      <ul className="rows">
        {rows.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => setOpen({ what: 'revoke', key })} />
        ))}
      </ul>
      {open?.what === 'add' && (
        <AddKey
          onAdded={(key) => {
            setOpen({ what: 'secret', key });
            void renew();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'secret' && (
        <Secret
          title={t('keys.secretTitle', { name: open.key.name })}
          text={t('keys.secretText')}
          secret={open.key.secret ?? ''}
          onClose={close}
        />
      )}
      {open?.what === 'revoke' && (
        <Confirm
          title={t('keys.revokeTitle', { name: open.key.name })}
          text={t('keys.revokeText')}
          act={t('keys.revoke')}
          isBusy={revoke.isPending}
          error={revoke.error}
          onClose={close}
          onAct={() =>
            revoke.mutate(
              { path: { key_id: open.key.id } },
              { onSuccess: () => renew().then(close) },
            )
          }
        />
      )}
    </Page>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTexts();
  const when = useWhen();
  const { revoked_at } = apiKey;
  return (
    <Group component="li" className={revoked_at ? 'card is-off' : 'card'} justify="space-between">
      <div>
        <Group gap="xs">
          <Text fw={650}>{apiKey.name}</Text>
          <Badge variant="light" tt="none">
            {t(`keys.${apiKey.role}`)}
          </Badge>
          {revoked_at && (
            <Badge variant="light" color="bad" tt="none">
              {t('keys.revoked', { when: when.day(revoked_at) })}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('keys.since', { when: when.day(apiKey.created_at) })} ·{' '}
          <span className="code">…{apiKey.id.slice(-6)}</span>
        </Text>
      </div>
      {!revoked_at && (
        <Button variant="subtle" color="bad" onClick={onRevoke}>
          {t('keys.revoke')}
        </Button>
      )}
    </Group>
  );
}
