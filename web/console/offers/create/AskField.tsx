import { Autocomplete, Chip, Fieldset, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import { categoriesIn } from '../document/goods';
import { unitName, WEEKDAYS, weekdayName } from '../document/units';
import type { Base, Field } from './pattern';

interface Props {
  field: Field;
  base: Base;
  value: string;
  onChange: (value: string) => void;
}

/** The input that fits what is asked. */
export function AskField(props: Props) {
  switch (props.field.kind) {
    case 'weekdays':
      return <Weekdays {...props} />;
    case 'hours':
      return <Hours {...props} />;
    case 'category':
      return <Category {...props} />;
    case 'unit':
    case 'gift':
      return <Choice {...props} />;
    default:
      return <Plain {...props} />;
  }
}

function useLabels({ ask, isOptional }: Field) {
  const { t, find } = useTexts();
  const hint = find(`askHint.${ask}`);
  return {
    label: t(`ask.${ask}`),
    ...(hint ? { description: hint } : {}),
    ...(isOptional ? {} : { required: true, withAsterisk: false }),
  };
}

const TYPES: Partial<Record<Field['kind'], string>> = {
  percent: 'number',
  money: 'number',
  whole: 'number',
  day: 'date',
};

function Plain({ field, base, value, onChange }: Props) {
  const labels = useLabels(field);
  const type = TYPES[field.kind] ?? 'text';
  const isCode = field.kind === 'code';
  const sign = field.kind === 'percent' ? '%' : field.kind === 'money' ? base.currency : undefined;
  return (
    <TextInput
      {...labels}
      type={type}
      value={value}
      {...(type === 'number'
        ? {
            min: field.min ?? 0,
            step: field.kind === 'whole' ? 1 : 'any',
            inputMode: field.kind === 'whole' ? 'numeric' : 'decimal',
            ...(field.max === undefined ? {} : { max: field.max }),
          }
        : {})}
      {...(type === 'date' ? { min: base.today } : {})}
      {...(isCode
        ? { pattern: '[A-Z0-9\\-]{3,32}', classNames: { input: 'code' } }
        : { maxLength: 100 })}
      {...(sign ? { rightSection: <Text size="sm">{sign}</Text>, rightSectionWidth: 56 } : {})}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        onChange(
          isCode
            ? typed
                .toUpperCase()
                .replace(/[^A-Z0-9-]/g, '')
                .slice(0, 32)
            : typed,
        );
      }}
    />
  );
}

function Category({ field, base, value, onChange }: Props) {
  const labels = useLabels(field);
  const known = useMemo(() => categoriesIn(base.text), [base.text]);
  return <Autocomplete {...labels} data={known} value={value} maxLength={60} onChange={onChange} />;
}

function Choice({ field, base, value, onChange }: Props) {
  const { t, locale } = useTexts();
  const labels = useLabels(field);
  const data =
    field.kind === 'unit'
      ? base.units.map((unit) => ({
          value: unit,
          label: unitName(base.document, unit, '5', locale),
        }))
      : (['points', 'coupon'] as const).map((gift) => ({ value: gift, label: t(`gift.${gift}`) }));
  return (
    <NativeSelect
      {...labels}
      data={data}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Weekdays({ field, value, onChange }: Props) {
  const { t, find, locale } = useTexts();
  const days = value ? value.split(',') : [];
  const change = (chosen: string[]) =>
    onChange(WEEKDAYS.filter((day) => chosen.includes(day)).join(','));
  return (
    <Fieldset legend={t(`ask.${field.ask}`)} variant="unstyled" className="asked-days">
      <Text size="xs" c="dimmed" mb={6}>
        {find(`askHint.${field.ask}`)}
      </Text>
      <Chip.Group multiple value={days} onChange={change}>
        <Group gap={6}>
          {WEEKDAYS.map((day) => (
            <Chip key={day} value={day} size="md" radius="md">
              {weekdayName(day, locale, 'short')}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Fieldset>
  );
}

function Hours({ field, value, onChange }: Props) {
  const { t } = useTexts();
  const [from = '', until = ''] = value.split('-');
  return (
    <Fieldset legend={t(`ask.${field.ask}`)} variant="unstyled" className="asked-days">
      <Group grow>
        <TextInput
          type="time"
          aria-label={t('ask.hoursFrom')}
          value={from}
          required
          onChange={(event) => onChange(`${event.currentTarget.value}-${until}`)}
        />
        <TextInput
          type="time"
          aria-label={t('ask.hoursUntil')}
          value={until}
          required
          onChange={(event) => onChange(`${from}-${event.currentTarget.value}`)}
        />
      </Group>
    </Fieldset>
  );
}
