import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { usePages } from '@shared/api/pages';
import type { Exchange } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { nodeOf, textOf } from '../document/text';
import { unitName } from '../document/units';
import { MemberName } from '../MemberName';
import { useActive } from '../useActive';

export function Exchanges() {
  const { t } = useTexts();
  const active = useActive();
  const exchanges = usePages('GET /v1/exchanges', { query: { limit: 20 } });
  const [asked, setAsked] = useState<{ exchange: Exchange; confirmed: boolean }>();
  return (
    <Stack>
      {exchanges.isPending && <WaitingRows height={100} />}
      <ProblemNote error={exchanges.error} onRetry={exchanges.refetch} />
      {exchanges.rows?.length === 0 && (
        <Empty
          icon={<IconArrowsExchange size={32} />}
          title={t('exchange.emptyTitle')}
          text={t('exchange.emptyText')}
        />
      )}
      <ul className="rows">
        {exchanges.rows?.map((exchange) => (
          <Row
            key={exchange.id}
            exchange={exchange}
            active={active}
            onAnswer={(confirmed) => setAsked({ exchange, confirmed })}
          />
        ))}
      </ul>
      {exchanges.hasNextPage && (
        <Group justify="center">
          <Button
            variant="light"
            loading={exchanges.isFetchingNextPage}
            onClick={() => void exchanges.fetchNextPage()}
          >
            {t('offers.more')}
          </Button>
        </Group>
      )}
      {asked && <Answer {...asked} onClose={() => setAsked(undefined)} />}
    </Stack>
  );
}

interface RowProps {
  exchange: Exchange;
  active: ReturnType<typeof useActive>;
  onAnswer: (confirmed: boolean) => void;
}

function Row({ exchange, active, onAnswer }: RowProps) {
  const { t, locale, format } = useTexts();
  const kind = active.items.find(
    ({ section, key }) => section === 'exchanges' && key === exchange.exchange,
  );
  const theirs = textOf(
    formOf(nodeOf(kind?.node.of)[locale] ?? kind?.node.of, exchange.gives, locale),
    locale,
  );
  return (
    <Group component="li" className="card" justify="space-between" gap="md">
      <div>
        <Text fw={650} size="lg" className="figures">
          {format.amount(exchange.amount)}{' '}
          {unitName(active.document, exchange.unit, exchange.amount, locale)}
          {' → '}
          {format.amount(exchange.gives)} {theirs ?? kind?.name ?? exchange.exchange}
        </Text>
        <Text size="sm" c="dimmed">
          {exchange.member && <MemberName id={exchange.member} />} ·{' '}
          {kind?.name ?? exchange.exchange} · {t('exchange.account')}{' '}
          <span className="code">{exchange.account}</span>
        </Text>
      </div>
      <Group gap="xs">
        <Button onClick={() => onAnswer(true)}>{t('exchange.confirm')}</Button>
        <Button variant="subtle" color="bad" onClick={() => onAnswer(false)}>
          {t('exchange.refuse')}
        </Button>
      </Group>
    </Group>
  );
}

function formOf(text: unknown, count: string, locale: string): unknown {
  const forms = nodeOf(text);
  return forms[new Intl.PluralRules(locale).select(Number(count))] ?? text;
}

function Answer(props: { exchange: Exchange; confirmed: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const { exchange, confirmed } = props;
  const [reference, setReference] = useState('');
  const answer = useChange('POST /v1/exchanges/{exchange_id}/answer');
  const client = useQueryClient();
  const submit = () =>
    answer.mutate(
      {
        path: { exchange_id: exchange.id },
        body: { confirmed, ...(reference.trim() ? { reference: reference.trim() } : {}) },
      },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/exchanges') });
          props.onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(confirmed ? 'exchange.confirmTitle' : 'exchange.refuseTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t(confirmed ? 'exchange.confirmText' : 'exchange.refuseText')}</Text>
        <TextInput
          label={t('exchange.reference')}
          description={t('exchange.referenceHint')}
          data-autofocus
          maxLength={200}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <ProblemNote error={answer.error} />
        <Button type="submit" color={confirmed ? 'primary' : 'bad'} loading={answer.isPending}>
          {t(confirmed ? 'exchange.confirm' : 'exchange.refuse')}
        </Button>
      </Form>
    </Modal>
  );
}
