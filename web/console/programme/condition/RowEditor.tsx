import { Chip, Group, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { typedDecimal } from '@shared/decimal/typed';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { needsNoValue, OPS, type Op, type Row, takesMany } from '../cel/condition';
import type { Fact } from '../cel/facts';
import { rowOf } from './GroupEditor';
import { opWord, useFactTexts } from './useFactTexts';

const AREAS = ['line', 'basket', 'member', 'metric', 'store', 'time', 'event'] as const;
type Area = (typeof AREAS)[number];

const BELONGS: Record<string, Area> = {
  balance: 'metric',
  metric_previous: 'metric',
  till: 'store',
};
const areaOf = (name: string) => {
  const start = name.split('.')[0] ?? '';
  return BELONGS[start] ?? start;
};

/** One question: about what, how it compares, with which value. */
export function RowEditor(props: {
  row: Row;
  facts: readonly Fact[];
  onChange: (row: Row) => void;
}) {
  const { t } = useTexts();
  const { factText } = useFactTexts();
  const { row, facts } = props;
  const groups = AREAS.map((area) => ({
    group: t(`area.${area}`),
    items: facts
      .filter((fact) => areaOf(fact.name) === area)
      .map((fact) => ({ value: fact.name, label: factText(fact.name) })),
  })).filter(({ items }) => items.length > 0);
  const choose = (name: string) => {
    const fact = facts.find((one) => one.name === name);
    if (fact) props.onChange(rowOf(fact));
  };
  return (
    <div className="rule-row">
      <NativeSelect
        aria-label={t('condition.fact')}
        value={row.fact}
        data={groups}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={t('condition.op')}
        value={row.op}
        data={OPS[row.kind].map((op) => ({
          value: op,
          label: t(`op.${opWord({ kind: row.kind, op })}`),
        }))}
        onChange={(event) => props.onChange(withOp(row, event.currentTarget.value as Op))}
      />
      {!needsNoValue(row.op) && (
        <ValueEditor
          row={row}
          known={facts.find((fact) => fact.name === row.fact)?.values}
          onChange={(values) => props.onChange({ ...row, values })}
        />
      )}
    </div>
  );
}

function withOp(row: Row, op: Op): Row {
  if (needsNoValue(op)) return { ...row, op, values: [] };
  const filled = row.values.filter(Boolean);
  return { ...row, op, values: takesMany(op) ? filled : [filled[0] ?? ''] };
}

function ValueEditor(props: {
  row: Row;
  known: string[] | undefined;
  onChange: (values: string[]) => void;
}) {
  const { t } = useTexts();
  const { row, known } = props;
  const label = t('condition.value');
  if (row.kind === 'weekday') {
    return <Weekdays chosen={row.values} onChange={props.onChange} />;
  }
  if (takesMany(row.op)) {
    return (
      <TagsInput
        aria-label={label}
        placeholder={t('condition.valuesHint')}
        value={row.values}
        data={known ?? []}
        onChange={props.onChange}
        comboboxProps={{ withinPortal: true }}
      />
    );
  }
  const [value = ''] = row.values;
  if (known) {
    return (
      <NativeSelect
        aria-label={label}
        value={value}
        data={['', ...known]}
        onChange={(event) => props.onChange([event.currentTarget.value])}
      />
    );
  }
  if (row.kind === 'number' || row.kind === 'money') {
    return <NumberEditor label={label} value={value} onChange={props.onChange} />;
  }
  return (
    <TextInput
      aria-label={label}
      type={row.kind === 'day' ? 'date' : 'text'}
      value={value}
      onChange={(event) => props.onChange([event.currentTarget.value])}
    />
  );
}

/** As fine as conditions compare. */
const SCALE = 6;

/** Keeps what is typed while it is half a number, of which the condition knows nothing yet. */
function NumberEditor(props: {
  label: string;
  value: string;
  onChange: (values: string[]) => void;
}) {
  const { t, locale } = useTexts();
  const [typed, setTyped] = useState(props.value);
  const readOf = (text: string) => typedDecimal(text, SCALE, locale) ?? '';
  const shown = readOf(typed) === props.value ? typed : props.value;
  return (
    <TextInput
      aria-label={props.label}
      inputMode="decimal"
      value={shown}
      error={shown !== '' && props.value === '' && t('form.wrong')}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        props.onChange([readOf(event.currentTarget.value)]);
      }}
    />
  );
}

const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

function Weekdays(props: { chosen: string[]; onChange: (days: string[]) => void }) {
  const { t } = useTexts();
  return (
    <Chip.Group multiple value={props.chosen} onChange={(days) => props.onChange(days.sort())}>
      <Group gap={6}>
        {DAYS.map((day) => (
          <Chip key={day} value={day} size="sm">
            {t(`weekday.${day}`)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
