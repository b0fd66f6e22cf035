import '../members/members.css';
import './reports.css';
import { Anchor, Table, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { DayRow } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Page } from '../shell/Page';
import { useUnits } from '../shell/units';
import { Wide } from '../shell/Wide';
import { useWhen } from '../shell/when';
import { useTexts } from '../texts/use';
import { Exports } from './Exports';
import { PeriodChoice } from './PeriodChoice';
import { spanOf } from './period';
import { FRESH_MS, useToday } from './useToday';

const route = getRouteApi('/inside/reports/days');

/** The days behind the figures of a period, each with its receipts. */
export default function Days() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const today = useToday();
  const span = spanOf(search, today);
  const days = useRead(
    'GET /v1/reports/days',
    { query: { ...span } },
    { everyMs: FRESH_MS, keepsLast: true },
  );
  const rows = days.data?.items.toSorted((a, b) => b.day.localeCompare(a.day));
  return (
    <Page
      title={t('reports.days')}
      lead={t('reports.daysLead')}
      action={<Exports report="days" span={span} />}
    >
      <PeriodChoice
        search={search}
        span={span}
        today={today}
        onChange={(next) => void navigate({ to: '/reports/days', search: next })}
      />
      {days.isPending && <WaitingRows rows={8} height={48} />}
      <ProblemNote error={days.error} onRetry={days.refetch} />
      {rows?.length === 0 && <Text c="dimmed">{t('reports.nothing')}</Text>}
      {rows && rows.length > 0 && days.data && (
        <DaysTable rows={rows} currency={days.data.currency} />
      )}
    </Page>
  );
}

function DaysTable({ rows, currency }: { rows: DayRow[]; currency: string }) {
  const { t } = useTexts();
  const units = useUnits();
  const first = units.units[0];
  const heads = [
    t('home.receipts'),
    t('home.turnover'),
    t('reports.ofMembers'),
    t('home.discount'),
    t('home.returns'),
    t('reports.joined'),
    t('reports.active'),
    ...(first ? [`${t('home.issued')}, ${first.name}`, `${t('home.spent')}, ${first.name}`] : []),
  ];
  return (
    <Wide label={t('reports.days')} className="card">
      <Table className="figures" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('reports.day')}</Table.Th>
            {heads.map((head) => (
              <Table.Th scope="col" ta="right" key={head}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <DayLine key={row.day} row={row} currency={currency} unit={first?.key} />
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function DayLine(props: { row: DayRow; currency: string; unit: string | undefined }) {
  const { format } = useTexts();
  const when = useWhen();
  const units = useUnits();
  const { data: session } = useSession();
  const { row, currency, unit } = props;
  const flow = row.units.find((one) => one.unit === unit);
  const day = when.calendarDay(row.day);
  const cells = [
    format.number(row.receipts),
    format.money(row.total, currency),
    format.money(row.member_total, currency),
    format.money(row.discount, currency),
    format.number(row.returns),
    format.number(row.joined),
    format.number(row.active),
    ...(unit
      ? [units.amount(unit, flow?.issued ?? '0'), units.amount(unit, flow?.spent ?? '0')]
      : []),
  ];
  const own = { period: 'own', from: row.day, until: row.day } as const;
  return (
    <Table.Tr>
      <Table.Th scope="row" className="no-wrap">
        {may(session, 'members.see') ? (
          <Anchor fz="inherit" component={Link} to="/reports/receipts" search={own as never}>
            {day}
          </Anchor>
        ) : (
          day
        )}
      </Table.Th>
      {cells.map((cell, at) => (
        // Cells are told apart by their column.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Table.Td ta="right" className="no-wrap" key={at}>
          {cell}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
