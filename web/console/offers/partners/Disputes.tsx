import { Badge, Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core';
import { nameOf as queryName, useChange, useRead } from '@shared/api/hooks';
import type { Dispute } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { moneyScale, typedDecimal } from '@shared/decimal/typed';
import { may, useSession } from '@shared/session/session';
import { IconMessageCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { PartnersPage } from './PartnersPage';
import { periodName } from './period';
import { useParties } from './useParties';

export default function Disputes() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { nameOf } = useParties();
  const disputes = useRead('GET /v1/disputes', {});
  const [deciding, setDeciding] = useState<Dispute>();
  // Those that wait come first.
  const rows = [...(disputes.data?.items ?? [])].sort(
    (a, b) => Number(!!a.decision) - Number(!!b.decision) || b.opened_at.localeCompare(a.opened_at),
  );
  return (
    <PartnersPage>
      {disputes.isPending && <WaitingRows />}
      <ProblemNote error={disputes.error} onRetry={disputes.refetch} />
      {disputes.data && rows.length === 0 && (
        <Empty
          icon={<IconMessageCircle size={32} />}
          title={t('disputes.emptyTitle')}
          text={t('disputes.emptyText')}
        />
      )}
      <ul className="rows">
        {rows.map((dispute) => (
          <Row
            key={dispute.id}
            dispute={dispute}
            name={nameOf(dispute.party)}
            onDecide={may(session, 'money.settle') ? () => setDeciding(dispute) : undefined}
          />
        ))}
      </ul>
      {deciding && (
        <Decide
          dispute={deciding}
          name={nameOf(deciding.party)}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </PartnersPage>
  );
}

function Row(props: { dispute: Dispute; name: string; onDecide: (() => void) | undefined }) {
  const { t, locale, format } = useTexts();
  const when = useWhen();
  const { dispute } = props;
  const { decision } = dispute;
  return (
    <li className="card">
      <Group justify="space-between" align="start" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={650}>{props.name}</Text>
            <Badge variant="light" color={decision ? 'good' : 'warn'} tt="none">
              {t(decision ? 'disputes.decided' : 'disputes.waits')}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {periodName(dispute.period, locale)} ·{' '}
            {t('disputes.since', { when: when.day(dispute.opened_at) })}
          </Text>
        </div>
        {!decision && props.onDecide && (
          <Button onClick={props.onDecide}>{t('disputes.decide')}</Button>
        )}
      </Group>
      <Text mt="xs">
        <q>{dispute.reason}</q>
      </Text>
      {dispute.claimed && (
        <Text size="sm" mt={4}>
          {t('disputes.asks', { amount: format.money(dispute.claimed, dispute.currency) })}
        </Text>
      )}
      {decision && (
        <Text size="sm" mt={4}>
          {t('disputes.gets', { amount: format.money(decision.amount, dispute.currency) })}{' '}
          <q>{decision.reason}</q> · {when.day(decision.at)}
        </Text>
      )}
    </li>
  );
}

function Decide(props: { dispute: Dispute; name: string; onClose: () => void }) {
  const { t, locale } = useTexts();
  const { dispute } = props;
  const [typed, setTyped] = useState(dispute.claimed ?? '0');
  const [reason, setReason] = useState('');
  const decide = useChange('POST /v1/disputes/{dispute_id}/decision');
  const client = useQueryClient();
  const amount = typedDecimal(typed, moneyScale(dispute.currency), locale);
  const submit = () => {
    if (!amount) return;
    decide.mutate(
      { path: { dispute_id: dispute.id }, body: { amount, reason: reason.trim() } },
      {
        onSuccess: async () => {
          await Promise.all([
            client.invalidateQueries({ queryKey: queryName('GET /v1/disputes') }),
            client.invalidateQueries({ queryKey: queryName('GET /v1/settlements/{period}') }),
          ]);
          props.onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('disputes.decideTitle', { name: props.name })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t('disputes.decideText')}</Text>
        <TextInput
          label={t('disputes.amount', { currency: dispute.currency })}
          description={t('disputes.amountHint')}
          inputMode="decimal"
          data-autofocus
          required
          withAsterisk={false}
          value={typed}
          error={typed && !amount ? t('disputes.noAmount') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Textarea
          label={t('disputes.why')}
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNote error={decide.error} />
        <Button type="submit" loading={decide.isPending} disabled={!amount}>
          {t('disputes.decide')}
        </Button>
      </Form>
    </Modal>
  );
}
