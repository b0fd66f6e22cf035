import { ActionIcon, Group, NativeSelect, Switch, Text, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTexts } from '../../texts/use';
import { read } from '../cel/condition';
import { type Declared, factsFor } from '../cel/facts';
import { ConditionDialog } from '../condition/ConditionDialog';
import { useFactTexts } from '../condition/useFactTexts';
import { spoken } from '../document/model';
import { shownAs, writtenAs } from './amount';
import { ExpiryInput } from './ExpiryInput';
import type { Field } from './fields';

interface Props {
  field: Field;
  title: string;
  /** Somebody asked for this field just now. */
  isFresh: boolean;
  currency: string;
  declared: Declared;
  onChange: (value: string | undefined) => void;
}

export function FieldInput(props: Props) {
  const { t } = useTexts();
  const { field, onChange } = props;
  switch (field.kind) {
    case 'condition':
      return <ConditionInput {...props} />;
    case 'expiry':
      return (
        <ExpiryInput label={t(`form.${field.label}`)} value={field.value} onChange={onChange} />
      );
    case 'truth':
      return (
        <Switch
          label={t(`form.${field.label}`)}
          checked={field.value === 'true'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'true' : undefined)}
        />
      );
    case 'choice':
      return <ChoiceInput {...props} />;
    default:
      return <TypedInput {...props} />;
  }
}

function ChoiceInput({ field, onChange }: Props) {
  const { t, find } = useTexts();
  const [first] = field.choices ?? [];
  return (
    <NativeSelect
      label={t(`form.${field.label}`)}
      value={field.value ?? first ?? ''}
      data={(field.choices ?? []).map((value) => ({
        value,
        label: find(`choice.${value}`) ?? spoken(value),
      }))}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(chosen === first && field.value === undefined ? undefined : chosen);
      }}
    />
  );
}

/** Written when the field is left or Enter is pressed: half a number is no number. */
function TypedInput({ field, currency, onChange }: Props) {
  const { t, locale } = useTexts();
  const shown = shownAs(field.kind, field.value);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const written = writtenAs(field.kind, typed, locale);
  const isWrong = written === null || (written === undefined && field.isNeeded);
  const commit = () => {
    if (typed !== shown && !isWrong) onChange(written ?? undefined);
  };
  const isNumber = field.kind === 'number' || field.kind === 'percent' || field.kind === 'money';
  const sign = field.kind === 'percent' ? '%' : field.kind === 'money' ? currency : '';
  return (
    <TextInput
      label={field.of === undefined ? t(`form.${field.label}`) : spoken(field.of)}
      type={field.kind === 'day' ? 'date' : 'text'}
      inputMode={isNumber ? 'decimal' : 'text'}
      className={isNumber ? 'form-number' : undefined}
      {...(sign ? { rightSection: <span className="form-sign">{sign}</span> } : {})}
      rightSectionWidth={sign.length > 1 ? 52 : 36}
      placeholder={field.kind === 'span' ? t('form.spanHint') : undefined}
      error={isWrong && typed !== shown ? t('form.wrong') : undefined}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

function ConditionInput({ field, title, isFresh, declared, onChange }: Props) {
  const { t } = useTexts();
  const { groupText } = useFactTexts();
  const [isOpen, setOpen] = useState(isFresh && field.value === undefined);
  const seen = field.seen ?? 'basket';
  const said = useMemo(
    () => groupText(read(field.value ?? '', factsFor(seen, declared))),
    [field.value, seen, declared, groupText],
  );
  const label = t(`form.${field.label}`);
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap" justify="space-between" className="form-condition">
        <Text size="sm">{said || t('condition.none')}</Text>
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={`${label}: ${t('condition.change')}`}
            onClick={() => setOpen(true)}
          >
            <IconPencil size={20} />
          </ActionIcon>
          {field.value !== undefined && (
            <ActionIcon
              variant="subtle"
              color="bad"
              size={44}
              aria-label={`${label}: ${t('condition.drop')}`}
              onClick={() => onChange(undefined)}
            >
              <IconTrash size={20} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {isOpen && (
        <ConditionDialog
          title={title ? `${title}: ${label}` : label}
          value={field.value ?? ''}
          seen={seen}
          declared={declared}
          onApply={(text) => {
            setOpen(false);
            onChange(text || undefined);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
