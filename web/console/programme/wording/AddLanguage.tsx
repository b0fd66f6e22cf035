import { Button, Group, NativeSelect } from '@mantine/core';
import { LOCALES } from '@shared/i18n/types';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '../../texts/use';

/** Languages that are offered: first those of our screens, then others that many members read. */
const OFFERED = [
  ...LOCALES,
  ...['ar', 'de', 'es', 'fr', 'hi', 'hy', 'it', 'ja', 'ka', 'kk', 'ko', 'ky', 'ms', 'nl'],
  ...['pl', 'pt', 'ro', 'tg', 'th', 'tk', 'tr', 'uk', 'uz', 'vi', 'zh'],
];

/** Lets the programme speak one more language; nothing is written in it yet. */
export function AddLanguage(props: {
  locales: readonly string[];
  onAdd: (locale: string) => void;
}) {
  const { t, locale: own } = useTexts();
  const [chosen, setChosen] = useState('');
  const names = new Intl.DisplayNames(own, { type: 'language' });
  const others = OFFERED.filter((one) => !props.locales.includes(one));
  const field = useRef<HTMLSelectElement>(null);
  const add = () => {
    setChosen('');
    props.onAdd(chosen);
    field.current?.focus();
  };
  return (
    <Group gap="xs" align="end" mt="md">
      <NativeSelect
        ref={field}
        label={t('wording.which')}
        value={chosen}
        data={[
          { value: '', label: '' },
          ...others.map((value) => ({ value, label: names.of(value) ?? value })),
        ]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button
        variant="light"
        leftSection={<IconPlus size={18} />}
        disabled={chosen === ''}
        onClick={add}
      >
        {t('wording.add')}
      </Button>
    </Group>
  );
}
