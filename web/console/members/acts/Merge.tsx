import { Alert, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useChange, useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { MemberPick } from '../search/MemberPick';
import type { ActProps } from './Acts';
import { isWaiting } from './adjustment';
import { MergeSide } from './MergeSide';
import { obstacleOf, type Pair, swapped } from './merging';
import { useRenew } from './useRenew';

/** Two accounts of one person become one: first the other one is found, then both are looked at side by side. */
export function Merge(props: ActProps) {
  const { t } = useTexts();
  const { member, onClose } = props;
  const [pair, setPair] = useState<Pair>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('merge.title')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {pair ? (
        <Both {...props} pair={pair} onPair={setPair} />
      ) : (
        <Stack className="merge-pick">
          <Text>{t('merge.text')}</Text>
          <MemberPick
            label={t('merge.pick')}
            except={member.id}
            onPick={(row) => setPair({ goesOn: member.id, ends: row.id })}
          />
        </Stack>
      )}
    </Modal>
  );
}

interface BothProps extends ActProps {
  pair: Pair;
  onPair: (pair: Pair | undefined) => void;
}

function Both({ member, pair, onPair, onDone, onClose }: BothProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const goesOn = useRead('GET /v1/members/{member_id}', { path: { member_id: pair.goesOn } });
  const ends = useRead('GET /v1/members/{member_id}', { path: { member_id: pair.ends } });
  const merge = useChange('POST /v1/members/{member_id}/merge');
  const renewOne = useRenew(pair.goesOn);
  const renewOther = useRenew(pair.ends);
  const error = goesOn.error ?? ends.error;
  if (error) return <ProblemNote error={error} />;
  if (!goesOn.data || !ends.data) return <WaitingRows rows={2} height={160} />;
  const obstacle = obstacleOf(goesOn.data, ends.data);
  const submit = () =>
    merge.mutate(
      { path: { member_id: pair.ends }, body: { into: { id: pair.goesOn } } },
      {
        onSuccess: (answer) => {
          if (isWaiting(answer)) {
            onDone(t('merge.waits'));
            return;
          }
          void renewOne();
          void renewOther();
          onDone(t('merge.done'));
          if (pair.goesOn !== member.id) {
            void navigate({ to: '/members/$memberId', params: { memberId: pair.goesOn } });
          }
        },
      },
    );
  return (
    <Stack>
      <div className="merge-pair">
        <MergeSide member={goesOn.data} goesOn />
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={18} aria-hidden />}
          onClick={() => onPair(swapped(pair))}
        >
          {t('merge.swap')}
        </Button>
        <MergeSide member={ends.data} goesOn={false} />
      </div>
      {obstacle ? (
        <Alert color="warn" variant="light" role="status">
          {t(`merge.${obstacle}`)}
        </Alert>
      ) : (
        <Consequences />
      )}
      <ProblemNote error={merge.error} />
      <Group justify="end">
        <Button variant="subtle" mr="auto" onClick={() => onPair(undefined)}>
          {t('merge.other')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button loading={merge.isPending} disabled={obstacle !== undefined} onClick={submit}>
          {t('merge.act')}
        </Button>
      </Group>
    </Stack>
  );
}

const AFTER = ['merge.points', 'merge.tier', 'merge.found', 'merge.app', 'merge.undo'] as const;

function Consequences() {
  const { t } = useTexts();
  return (
    <section>
      <Title order={3} size="h5">
        {t('merge.after')}
      </Title>
      <ul className="merge-after">
        {AFTER.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </section>
  );
}
