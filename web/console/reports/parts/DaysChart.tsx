import { SegmentedControl, Title } from '@mantine/core';
import type { DayRow } from '@shared/api/types';
import { difference } from '@shared/decimal/decimal';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import { type Bucket, bucketsOf, type Measure, stepOf, totalOf } from '../buckets';
import type { DaysSearch } from '../columns';
import type { Span } from '../period';
import { Bars, type Series } from './Bars';
import { useTicks } from './ticks';

const TOPICS = ['turnover', 'receipts', 'joined', 'units'] as const;
type Topic = (typeof TOPICS)[number];

/** The days of a period as bars, by what one wants to know. */
export function DaysChart(props: { rows: DayRow[]; span: Span; currency: string }) {
  const { t, format } = useTexts();
  const units = useUnits();
  const [topic, setTopic] = useState<Topic>('turnover');
  const { from, until } = props.span;
  const ticks = useTicks(stepOf(from, until));
  const [unit] = units.units;
  const { series, measures } = measuresOf(topic, unit?.key, t);
  const behind = columnBehind(topic, unit?.key);
  const bars = bucketsOf(props.rows, from, until).map((bucket: Bucket) => ({
    ...ticks(bucket),
    parts: measures.map((measure) => totalOf(bucket, measure)),
    rows: {
      to: '/reports/days' as const,
      search: { period: 'own', from: bucket.from, until: bucket.until, ...behind } as const,
    },
  }));
  const whole = (decimal: string) => format.number(Number(decimal));
  const formats: Record<Topic, (decimal: string) => string> = {
    turnover: (decimal) => format.money(decimal, props.currency),
    receipts: whole,
    joined: whole,
    units: (decimal) => (unit ? units.amount(unit.key, decimal) : decimal),
  };
  const topics = TOPICS.filter((one) => one !== 'units' || unit);
  return (
    <section className="card">
      <div className="chart-head">
        <Title order={2} size="h4">
          {t(`chart.${topic}`, { unit: unit?.name ?? '' })}
        </Title>
        <SegmentedControl
          aria-label={t('reports.topic')}
          value={topic}
          onChange={(next) => setTopic(next as Topic)}
          data={topics.map((value) => ({
            value,
            label: t(`topic.${value}`, { unit: unit?.name ?? '' }),
          }))}
        />
      </div>
      <Bars
        series={series}
        bars={bars}
        areParts={topic !== 'units'}
        format={formats[topic]}
        round={(value) =>
          topic === 'turnover'
            ? format.roundMoney(value, props.currency)
            : format.roundNumber(value)
        }
      />
    </section>
  );
}

/** The columns of the table by day that the bars are made of. */
function columnBehind(topic: Topic, unit: string | undefined): DaysSearch {
  if (topic === 'units') return { column: 'issued', ...(unit ? { unit } : {}) };
  return { column: topic === 'turnover' ? 'total' : topic };
}

function measuresOf(
  topic: Topic,
  unit: string | undefined,
  t: ReturnType<typeof useTexts>['t'],
): { series: Series[]; measures: Measure[] } {
  const flow = (row: DayRow) => row.units.find((one) => one.unit === unit);
  const byMembers: Series[] = [
    { name: t('reports.members'), tone: 'strong' },
    { name: t('reports.others'), tone: 'soft' },
  ];
  switch (topic) {
    case 'turnover':
      return {
        series: byMembers,
        measures: [(row) => row.member_total, (row) => difference(row.total, row.member_total)],
      };
    case 'receipts':
      return {
        series: byMembers,
        measures: [(row) => row.member_receipts, (row) => row.receipts - row.member_receipts],
      };
    case 'joined':
      return {
        series: [{ name: t('reports.joined'), tone: 'strong' }],
        measures: [(row) => row.joined],
      };
    case 'units':
      return {
        series: [
          { name: t('home.issued'), tone: 'strong' },
          { name: t('home.spent'), tone: 'soft' },
        ],
        measures: [(row) => flow(row)?.issued ?? '0', (row) => flow(row)?.spent ?? '0'],
      };
  }
}
