import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import { remove, set } from '../document/edit';
import { at, declaredIn, plainOf, textOf } from '../document/model';
import type { Draft } from '../workbench/draft';
import { add, additionsTo } from './additions';
import { CardForm } from './CardForm';
import { cardsOf, type Field, type SectionKey } from './fields';
import { Unreadable } from './Unreadable';

const ORDER: SectionKey[] = [
  'earning',
  'units',
  'gifts',
  'tiers',
  'offers',
  'ladders',
  'stamps',
  'coupons',
  'rules',
  'settings',
];

/** The changes that are made most, without a look at the document. */
export default function Forms(props: {
  draft: Draft;
  onDocument: (line: number | undefined) => void;
}) {
  const { t, locale } = useTexts();
  const { draft } = props;
  const root = useMemo(() => plainOf(draft.text), [draft.text]);
  const cards = useMemo(() => (root ? cardsOf(root, locale) : []), [root, locale]);
  const declared = useMemo(() => declaredIn(root), [root]);
  if (!root) return <Unreadable onDocument={props.onDocument} />;
  const change = ({ path }: Field, value: string | undefined) =>
    draft.setText(value === undefined ? remove(draft.text, path) : set(draft.text, path, value));
  const currency = textOf(at(root, ['programme', 'currency'])) ?? '';
  const additions = additionsTo(root);
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('forms.lead')}</Text>
      {additions.length > 0 && (
        <section className="card" aria-label={t('forms.additions')}>
          <Text fw={600} mb="xs">
            {t('forms.additions')}
          </Text>
          <Group gap="xs">
            {additions.map((addition) => (
              <Button
                key={addition}
                variant="light"
                leftSection={<IconPlus size={18} />}
                onClick={() => draft.setText(add(draft.text, root, addition))}
              >
                {t(`formAdd.${addition}`)}
              </Button>
            ))}
          </Group>
        </section>
      )}
      {ORDER.map((section) => {
        const own = cards.filter((card) => card.section === section);
        if (own.length === 0) return null;
        return (
          <section key={section} className="form-section">
            <Title order={2} size="h3">
              {t(`formSection.${section}`)}
            </Title>
            <div className="form-cards">
              {own.map((card) => (
                <CardForm
                  key={card.path.join('.')}
                  card={card}
                  currency={currency}
                  declared={declared}
                  onChange={change}
                />
              ))}
            </div>
          </section>
        );
      })}
    </Stack>
  );
}
