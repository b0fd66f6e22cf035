import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useTexts } from '../texts/use';
import { LENGTHS, nameOfPeriod, type PeriodName, type PeriodSearch, type Span } from './period';

const LENGTHY = Object.keys(LENGTHS) as PeriodName[];

/** Which days; the choice stands in the address, so that a link shows the same. */
export function PeriodChoice(props: {
  search: PeriodSearch;
  span: Span;
  today: string;
  /** Whether it may be everything since the beginning. */
  hasAll?: boolean;
  onChange: (search: PeriodSearch) => void;
}) {
  const { t } = useTexts();
  const { search, span, today, onChange } = props;
  const names: PeriodName[] = [...LENGTHY, ...(props.hasAll ? (['all'] as const) : []), 'own'];
  const name = nameOfPeriod(search);
  const choose = (next: PeriodName) =>
    onChange(next === 'own' ? { period: 'own', ...span } : { period: next });
  const change = (part: Partial<Span>) => {
    const next = { ...span, ...part };
    if (next.from && next.until && next.from <= next.until) onChange({ period: 'own', ...next });
  };
  return (
    <Group gap="sm" className="period">
      <SegmentedControl
        aria-label={t('reports.period')}
        value={name}
        onChange={(next) => choose(next as PeriodName)}
        data={names.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      {name === 'own' && (
        <Group gap="xs">
          <TextInput
            type="date"
            aria-label={t('reports.from')}
            value={span.from}
            max={span.until}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('reports.until')}
            value={span.until}
            min={span.from}
            max={today}
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
        </Group>
      )}
    </Group>
  );
}
