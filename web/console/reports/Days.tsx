import '../members/members.css';
import './reports.css';
import { Group, NativeSelect, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Page } from '../shell/Page';
import { useUnits } from '../shell/units';
import { useTexts } from '../texts/use';
import { DaysTable } from './DaysTable';
import { Exports } from './Exports';
import { PeriodChoice } from './PeriodChoice';
import { spanOf } from './period';
import { useHeads } from './useHeads';
import { FRESH_MS, useToday } from './useToday';

const route = getRouteApi('/inside/reports/days');

/** The days behind the figures of a period, each with its receipts. */
export default function Days() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { column, unit: wanted, ...search } = route.useSearch();
  const today = useToday();
  const span = spanOf(search, today);
  const isAll = search.period === 'all';
  const days = useRead(
    'GET /v1/reports/days',
    { query: { ...span } },
    // Years do not change from minute to minute.
    { everyMs: isAll ? undefined : FRESH_MS, keepsLast: true },
  );
  const { units } = useUnits();
  const rows = days.data?.items;
  const moved = rows?.flatMap((row) => row.units.map((one) => one.unit)) ?? [];
  // The programme may have dropped a unit that moved then.
  const keys = [
    ...new Set([...units.map(({ key }) => key), ...moved, ...(wanted ? [wanted] : [])]),
  ];
  const unit = wanted ?? keys[0];
  const headOf = useHeads(unit);
  const behind = { ...(column ? { column } : {}), ...(wanted ? { unit: wanted } : {}) };
  return (
    <Page
      title={t('reports.days')}
      lead={column ? t('reports.daysOf', { what: headOf(column) }) : t('reports.daysLead')}
      action={<Exports report="days" span={span} />}
    >
      <Group gap="sm">
        <PeriodChoice
          search={search}
          span={span}
          today={today}
          hasAll
          onChange={(next) =>
            void navigate({ to: '/reports/days', search: { ...next, ...behind } })
          }
        />
        {keys.length > 1 && (
          <UnitChoice
            keys={keys}
            value={unit}
            onChange={(next) =>
              void navigate({ to: '/reports/days', search: { ...search, ...behind, unit: next } })
            }
          />
        )}
      </Group>
      {days.isPending && <WaitingRows rows={8} height={48} />}
      <ProblemNote error={days.error} onRetry={days.refetch} />
      {rows?.length === 0 && <Text c="dimmed">{t('reports.nothing')}</Text>}
      {days.data && rows && rows.length > 0 && (
        <DaysTable
          rows={rows}
          isAll={isAll}
          currency={days.data.currency}
          unit={unit}
          sought={column}
        />
      )}
    </Page>
  );
}

function UnitChoice(props: {
  keys: string[];
  value: string | undefined;
  onChange: (unit: string) => void;
}) {
  const { t } = useTexts();
  const units = useUnits();
  return (
    <NativeSelect
      aria-label={t('home.unit')}
      value={props.value}
      data={props.keys.map((key) => ({ value: key, label: units.name(key) }))}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
