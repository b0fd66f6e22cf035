import { Table, Text } from '@mantine/core';
import type { DayRow } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../shell/units';
import { Wide } from '../shell/Wide';
import { useTexts } from '../texts/use';
import { type Bucket, bucketsOf, type Step } from './buckets';
import {
  columnsOf,
  type DayColumn,
  type DaysSearch,
  isOfUnit,
  sinceFirst,
  stepOfTable,
  toldOf,
} from './columns';
import { Opens } from './parts/Opens';
import { useTicks } from './parts/ticks';
import type { Rows } from './rows';
import { useHeads } from './useHeads';

const MONEY: readonly DayColumn[] = ['total', 'member_total', 'discount'];

/** The newest day first, and the sum below. Years are told by month; a month opens its days, a day its receipts. */
export function DaysTable(props: {
  rows: DayRow[];
  /** Whether it is about everything: then it begins where something did. */
  isAll: boolean;
  currency: string;
  unit: string | undefined;
  /** The column that the figure which led here is made of. */
  sought: DayColumn | undefined;
}) {
  const { t } = useTexts();
  const { unit, sought } = props;
  const said = useSaid(props.currency, unit);
  const headOf = useHeads(unit);
  const rows = props.isAll ? sinceFirst(props.rows) : props.rows;
  const step = stepOfTable(rows.length);
  const ticks = useTicks(step);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return <Text c="dimmed">{t('reports.nothing')}</Text>;
  const columns = columnsOf(unit !== undefined, sought);
  const whole = { from: first.day, until: last.day, days: rows };
  const lines = bucketsOf(rows, first.day, last.day, step).reverse();
  const behind = { ...(sought ? { column: sought } : {}), ...(unit ? { unit } : {}) };
  const mark = (column: DayColumn) => (column === sought ? 'no-wrap is-sought' : 'no-wrap');
  return (
    <Wide label={t('reports.days')} className="card">
      <Table className="figures" verticalSpacing={0}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" py="xs">
              {t(step === 'day' ? 'reports.day' : 'reports.month')}
            </Table.Th>
            {columns.map((column) => (
              <Table.Th
                scope="col"
                ta="right"
                key={column}
                {...(column === sought ? { className: 'is-sought' } : {})}
              >
                {headOf(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.from}>
              <Table.Th scope="row" className="no-wrap">
                <Opening line={line} step={step} label={ticks(line).label} behind={behind} />
              </Table.Th>
              {columns.map((column) => (
                <Table.Td ta="right" className={mark(column)} key={column}>
                  {said(column, toldOf(line, column, unit))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" py="xs">
              {t('reports.inAll')}
            </Table.Th>
            {columns.map((column) => (
              <Table.Td ta="right" fw={700} className={mark(column)} key={column}>
                {said(column, toldOf(whole, column, unit))}
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Wide>
  );
}

/** Writes what a line tells in a column. */
function useSaid(currency: string, unit: string | undefined) {
  const { t, format } = useTexts();
  const units = useUnits();
  return (column: DayColumn, decimal: string | undefined): string => {
    if (decimal === undefined) return t('reports.none');
    if (unit !== undefined && isOfUnit(column)) return units.amount(unit, decimal);
    if (MONEY.includes(column)) return format.money(decimal, currency);
    return format.number(Number(decimal));
  };
}

/** The name of a line, and the way to what is in it. */
function Opening(props: { line: Bucket; step: Step; label: string; behind: DaysSearch }) {
  const { data: session } = useSession();
  const { from, until } = props.line;
  const search = { period: 'own', from, until } as const;
  const isDay = props.step === 'day';
  if (isDay && !may(session, 'members.see')) {
    return <span className="figure-line">{props.label}</span>;
  }
  const rows: Rows = isDay
    ? { to: '/reports/receipts', search }
    : { to: '/reports/days', search: { ...search, ...props.behind } };
  return (
    <Link {...rows} className="figure-link">
      {props.label}
      <Opens to={rows.to} />
    </Link>
  );
}
