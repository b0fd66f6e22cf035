import '../../members/members.css';
import '../reports.css';
import { Anchor, Table, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Receipt } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { isZero } from '@shared/decimal/decimal';
import { may, useSession } from '@shared/session/session';
import { IconArrowLeft } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { WhyEntry } from '../../members/why/WhyEntry';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useStoreWords } from '../../stores/useStoreWords';
import { useTexts } from '../../texts/use';
import { Give } from './Give';
import { canBeGiven, mayGive } from './giving';

const route = getRouteApi('/inside/reports/receipts/$receiptId');

/** One receipt: what was bought, and the reason of everything that followed. */
export default function ReceiptPage() {
  const { t, locale } = useTexts();
  const { receiptId } = route.useParams();
  const path = { receipt_id: receiptId };
  const receipt = useRead('GET /v1/receipts/{receipt_id}', { path });
  const told = useRead('GET /v1/receipts/{receipt_id}/explanation', { path, query: { locale } });
  return (
    <Page title={t('receipts.one', { number: receipt.data?.number ?? '' })}>
      <Anchor component={Link} to="/reports/receipts" className="back">
        <IconArrowLeft size={18} aria-hidden /> {t('receipts.back')}
      </Anchor>
      <ProblemNote error={receipt.error} onRetry={receipt.refetch} />
      {receipt.isPending && <WaitingRows rows={3} height={120} />}
      {receipt.data && (
        <div className="halves">
          <Basket receipt={receipt.data} />
          <section className="card">
            <Title order={2} size="h4" mb="xs">
              {t('receipts.followed')}
            </Title>
            {told.isPending && <WaitingRows rows={2} />}
            <ProblemNote error={told.error} onRetry={told.refetch} />
            {told.data && <WhyEntry entry={told.data.entry} />}
          </section>
        </div>
      )}
    </Page>
  );
}

function Basket({ receipt }: { receipt: Receipt }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const storeWords = useStoreWords();
  const money = (amount: string) => format.money(amount, receipt.currency);
  const { totals } = receipt;
  const sums = [
    ['receipts.total', totals.total],
    ['receipts.lessDiscount', totals.discount],
    ['receipts.byUnits', totals.paid_by_units],
    ['receipts.byCertificates', totals.paid_by_certificates],
  ] as const;
  return (
    <section className="card">
      <Text c="dimmed">
        {when.moment(receipt.at)} · {storeWords(receipt.store)}
        {receipt.till && ` · ${receipt.till}`}
      </Text>
      <Text>
        {receipt.member ? (
          <Anchor
            component={Link}
            to="/members/$memberId"
            params={{ memberId: receipt.member } as never}
          >
            <Who id={receipt.member} />
          </Anchor>
        ) : (
          t('receipts.guest')
        )}
      </Text>
      {receipt.claimed_at && (
        <Text size="sm" c="dimmed">
          {t('receipts.claimedOn', { when: when.moment(receipt.claimed_at) })}
        </Text>
      )}
      <Late receipt={receipt} />
      <Table className="figures" mt="sm">
        <Table.Tbody>
          {totals.lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Th scope="row" fw={400}>
                {t('receipts.line', { line: line.id, quantity: format.amount(line.quantity) })}
              </Table.Th>
              <Table.Td ta="right">{money(line.amount)}</Table.Td>
            </Table.Tr>
          ))}
          {sums
            .filter(([key, amount]) => key === 'receipts.total' || !isZero(amount))
            .map(([key, amount]) => (
              <Table.Tr key={key}>
                <Table.Th scope="row" fw={400}>
                  {t(key)}
                </Table.Th>
                <Table.Td ta="right">
                  {key === 'receipts.total' ? money(amount) : `−${money(amount)}`}
                </Table.Td>
              </Table.Tr>
            ))}
          <Table.Tr>
            <Table.Th scope="row">{t('receipts.payable')}</Table.Th>
            <Table.Td ta="right">
              <b>{money(totals.payable)}</b>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** What can be done about it when nobody was known; and that it was done, for whoever just did it. */
function Late({ receipt }: { receipt: Receipt }) {
  const { data: session } = useSession();
  const [said, setSaid] = useState('');
  const isAllowed = mayGive((permission) => may(session, permission));
  const programme = useRead('GET /v1/programme', {}, { enabled: isAllowed });
  const told = programme.data;
  const days = told?.late_identification_days ?? undefined;
  return (
    <>
      <Text role="status" size="sm" c="var(--t-good-text)" className={said ? '' : 'heard'}>
        {said}
      </Text>
      {isAllowed && canBeGiven(receipt, days, Date.now()) && (
        <Give receipt={receipt} onDone={setSaid} />
      )}
    </>
  );
}

function Who({ id }: { id: string }) {
  const { data } = useRead('GET /v1/members/{member_id}', { path: { member_id: id } });
  return data?.name ?? id;
}
