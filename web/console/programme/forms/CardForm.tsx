import { Button, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import type { Declared } from '../cel/facts';
import { FieldInput } from './FieldInput';
import type { Card, Field } from './fields';

/** What an entry says as fields; what it does not say can be added. */
export function CardForm(props: {
  card: Card;
  currency: string;
  declared: Declared;
  onChange: (field: Field, value: string | undefined) => void;
}) {
  const { t } = useTexts();
  const { card } = props;
  const [opened, setOpened] = useState<string[]>([]);
  const isSettings = card.section === 'settings';
  const isShown = (field: Field) =>
    isSettings || field.value !== undefined || opened.includes(field.path.join('.'));
  const shown = card.fields.filter(isShown);
  const hidden = card.fields.filter((field) => !isShown(field));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid item in every browser
    <div
      role="group"
      className="card form-card"
      aria-label={card.title || t('formSection.settings')}
    >
      {card.title && (
        <Text fw={650} component="h3">
          {card.title}
        </Text>
      )}
      {groupsOf(shown).map((fields) => (
        <Fields key={fields[0]?.path.join('.')} fields={fields} opened={opened} {...props} />
      ))}
      {hidden.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              className="form-more"
              leftSection={<IconPlus size={18} />}
              aria-label={`${t('forms.more')}: ${card.title}`}
            >
              {t('forms.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((field) => (
              <Menu.Item
                key={field.path.join('.')}
                mih={44}
                onClick={() => setOpened((old) => [...old, field.path.join('.')])}
              >
                {t(`form.${field.label}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** Fields of one value that depends on something stand together. */
function groupsOf(fields: Field[]): Field[][] {
  const groups: Field[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    if (field.of !== undefined && last?.[0]?.of !== undefined && last[0].label === field.label) {
      last.push(field);
    } else groups.push([field]);
  }
  return groups;
}

function Fields(props: {
  fields: Field[];
  opened: readonly string[];
  card: Card;
  currency: string;
  declared: Declared;
  onChange: (field: Field, value: string | undefined) => void;
}) {
  const { t } = useTexts();
  const { fields, card } = props;
  const [first] = fields;
  if (!first) return null;
  const input = (field: Field) => (
    <FieldInput
      key={field.path.join('.')}
      field={field}
      title={card.title}
      isFresh={props.opened.includes(field.path.join('.'))}
      currency={props.currency}
      declared={props.declared}
      onChange={(value) => props.onChange(field, value)}
    />
  );
  if (first.of === undefined) return input(first);
  return (
    <fieldset className="form-cases">
      <legend>{t(`form.${first.label}`)}</legend>
      {fields.map(input)}
    </fieldset>
  );
}
