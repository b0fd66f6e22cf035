import { Anchor, Button, Group, Table, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import type { DrawRecord } from '@shared/api/types';
import { Copy } from '@shared/components/Copy';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconArrowLeft, IconDownload, IconTrophy } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { Page } from '../../shell/Page';
import { useNow } from '../../shell/useNow';
import { useTexts } from '../../texts/use';
import { MemberName } from '../MemberName';
import { stageOf } from './stage';
import '../offers.css';

export default function DrawPage() {
  const { t, locale } = useTexts();
  const { raffle: key = '' } = useParams({ strict: false });
  const now = +useNow();
  const record = useRead('GET /v1/raffles/{raffle}/record', { path: { raffle: key } });
  const raffles = useRead('GET /v1/raffles', { query: { locale } });
  const raffle = raffles.data?.items.find((one) => one.raffle === key);
  const prizeName = (prize: string) =>
    raffle?.prizes.find((one) => one.prize === prize)?.name ?? prize;
  return (
    <Page title={raffle?.name ?? key} lead={t('draw.lead')}>
      <Anchor component={Link} to="/offers/raffles" w="fit-content">
        <Group gap={6}>
          <IconArrowLeft size={18} aria-hidden /> {t('draw.back')}
        </Group>
      </Anchor>
      {record.isPending && <WaitingRows height={90} />}
      {raffle && isNotYet(record.error) ? (
        <Text>{t(`stage.${stageOf(raffle, now)}`)}</Text>
      ) : (
        <ProblemNote error={record.error} onRetry={record.refetch} />
      )}
      {record.data && (
        <div className="split">
          <Winners record={record.data} prizeName={prizeName} />
          <Proof record={record.data} />
        </div>
      )}
    </Page>
  );
}

/** There is no record before the draw. */
const isNotYet = (error: Error | null) => error instanceof ApiProblem && error.status === 404;

/** More than anybody reads; a great raffle has a hundred thousand. */
const MOST_ROWS = 200;

function Winners(props: { record: DrawRecord; prizeName: (prize: string) => string }) {
  const { t, format } = useTexts();
  const { winners, tickets } = props.record;
  const total = tickets.reduce((sum, one) => sum + one.tickets, 0);
  return (
    <section className="card">
      <Title order={2} size="h3" mb="sm">
        {t('draw.winners')}
      </Title>
      {winners.length === 0 && <Text c="dimmed">{t('draw.nobody')}</Text>}
      <ol className="rows">
        {winners.map((winner) => (
          <Group component="li" key={winner.ticket} gap="sm" wrap="nowrap" align="start">
            <IconTrophy size={26} color="var(--t-primary-text)" aria-hidden />
            <div>
              <Text fw={650}>{props.prizeName(winner.prize)}</Text>
              <Text size="sm">
                <MemberName id={winner.holder} /> ·{' '}
                {t('draw.ticket', { number: format.number(winner.ticket) })}
              </Text>
            </div>
          </Group>
        ))}
      </ol>
      <Text size="sm" c="dimmed" mt="md">
        {t('draw.total', {
          tickets: format.number(total),
          members: format.number(tickets.length),
        })}
      </Text>
      <details style={{ marginTop: 12 }}>
        <summary style={{ cursor: 'pointer', padding: '8px 0' }}>{t('draw.list')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long table must be scrollable by keyboard */}
        <section className="wide tall" tabIndex={0} aria-label={t('draw.list')}>
          <Table className="figures">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('draw.holder')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('draw.tickets')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tickets.slice(0, MOST_ROWS).map((row) => (
                <Table.Tr key={row.holder}>
                  <Table.Td className="code">{row.holder}</Table.Td>
                  <Table.Td ta="right">{format.number(row.tickets)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
        {tickets.length > MOST_ROWS && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('draw.more', { shown: format.number(MOST_ROWS) })}
          </Text>
        )}
      </details>
    </section>
  );
}

/** An address of a text, as long as it is shown: in the page it would stand there a second time. */
function useAddress(text: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return address;
}

const PARTS = ['commitment', 'secret', 'public'] as const;

function Proof({ record }: { record: DrawRecord }) {
  const { t } = useTexts();
  const json = useMemo(() => JSON.stringify(record, null, 2), [record]);
  const address = useAddress(json);
  return (
    <section className="card">
      <Title order={2} size="h3">
        {t('proof.title')}
      </Title>
      <Text c="dimmed" mb="md">
        {t('proof.text')}
      </Text>
      <dl style={{ margin: 0 }}>
        {PARTS.map((part) => (
          <div key={part} style={{ marginBottom: 14 }}>
            <dt style={{ fontWeight: 600 }}>{t(`proof.${part}`)}</dt>
            <dd className="code" style={{ margin: 0, fontSize: '0.85rem' }}>
              {record[part] || t('proof.none')}
            </dd>
          </div>
        ))}
      </dl>
      <Text size="sm" mb="xs">
        {t('proof.verify')}
      </Text>
      <pre className="source">tessera draw verify {record.raffle}.json</pre>
      <Group mt="md">
        <Button
          component="a"
          variant="light"
          leftSection={<IconDownload size={18} />}
          href={address}
          download={`${record.raffle}.json`}
        >
          {t('proof.download')}
        </Button>
        <Copy text={json} />
      </Group>
    </section>
  );
}
