import { Badge, Button, Group, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Till } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconDeviceTablet, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useStoreWords } from '../../stores/useStoreWords';
import { useTexts } from '../../texts/use';
import { Confirm } from '../Confirm';
import { AddTill } from './AddTill';
import { TillCode } from './TillCode';
import { useKnownStores } from './useKnownStores';

type Open = { what: 'add' } | { what: 'code' | 'revoke'; till: Till };

export default function TillList() {
  const { t } = useTexts();
  const [open, setOpen] = useState<Open>();
  const tills = useRead('GET /v1/tills', {});
  const known = useKnownStores();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: nameOf('GET /v1/tills') });
  const newCode = useChange('POST /v1/tills/{till_id}/code');
  const revoke = useChange('POST /v1/tills/{till_id}/revoke');
  const close = () => {
    setOpen(undefined);
    revoke.reset();
  };
  const showCode = (till: Till) => {
    setOpen({ what: 'code', till });
    void renew();
  };
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen({ what: 'add' })}>
      {t('tills.add')}
    </Button>
  );
  return (
    <Page
      title={t('tills.title')}
      lead={t('tills.lead')}
      action={tills.data?.items.length ? add : null}
    >
      <ProblemNote error={newCode.error} />
      {tills.isPending && <WaitingRows height={92} />}
      <ProblemNote error={tills.error} onRetry={tills.refetch} />
      {tills.data?.items.length === 0 && (
        <Empty
          icon={<IconDeviceTablet size={32} />}
          title={t('tills.emptyTitle')}
          text={t('tills.emptyText')}
          action={add}
        />
      )}
      <ul className="rows">
        {tills.data?.items.map((till) => (
          <TillRow
            key={till.id}
            till={till}
            isBusy={newCode.isPending && newCode.variables.path.till_id === till.id}
            onCode={() => newCode.mutate({ path: { till_id: till.id } }, { onSuccess: showCode })}
            onRevoke={() => setOpen({ what: 'revoke', till })}
          />
        ))}
      </ul>
      {open?.what === 'add' && <AddTill known={known} onAdded={showCode} onClose={close} />}
      {open?.what === 'code' && <TillCode till={open.till} onClose={close} />}
      {open?.what === 'revoke' && (
        <Confirm
          title={t('tills.revokeTitle', { name: open.till.name })}
          text={t('tills.revokeText')}
          act={t('tills.revoke')}
          isBusy={revoke.isPending}
          error={revoke.error}
          onClose={close}
          onAct={() =>
            revoke.mutate(
              { path: { till_id: open.till.id } },
              { onSuccess: () => renew().then(close) },
            )
          }
        />
      )}
    </Page>
  );
}

function TillRow(props: { till: Till; isBusy: boolean; onCode: () => void; onRevoke: () => void }) {
  const { t } = useTexts();
  const storeWords = useStoreWords();
  const { till } = props;
  return (
    <Group
      component="li"
      className={till.revoked_at ? 'card is-off' : 'card'}
      justify="space-between"
    >
      <div>
        <Group gap="xs">
          <Text fw={650}>{till.name}</Text>
          <State till={till} />
        </Group>
        <Text size="sm" c="dimmed">
          {storeWords(till.store)}
        </Text>
      </div>
      {!till.revoked_at && (
        <Group gap="xs">
          <Button variant="light" loading={props.isBusy} onClick={props.onCode}>
            {t('tills.newCode')}
          </Button>
          <Button variant="subtle" color="bad" onClick={props.onRevoke}>
            {t('tills.revoke')}
          </Button>
        </Group>
      )}
    </Group>
  );
}

function State({ till }: { till: Till }) {
  const { t } = useTexts();
  const when = useWhen();
  const [color, text] = till.revoked_at
    ? (['bad', t('tills.revoked', { when: when.day(till.revoked_at) })] as const)
    : till.enrolled_at
      ? (['good', t('tills.inUse', { when: when.day(till.enrolled_at) })] as const)
      : (['warn', t('tills.waiting')] as const);
  return (
    <Badge variant="light" color={color} tt="none">
      {text}
    </Badge>
  );
}
