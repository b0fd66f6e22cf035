import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStoreWords } from '../../stores/useStoreWords';
import { useTexts } from '../../texts/use';

/** No store is called so: keys have no blanks around them. */
const OTHER = ' ';

/** One of the stores that are known, or a new one. */
export function StoreField(props: {
  known: readonly string[];
  value: string;
  onChange: (store: string) => void;
}) {
  const { t } = useTexts();
  const storeWords = useStoreWords();
  const { known, value, onChange } = props;
  const [isNew, setNew] = useState(false);
  const hasKnown = known.length > 0;
  // What was typed before the stores were there stays.
  const isOther = isNew || (value !== '' && !known.includes(value));
  return (
    <>
      {hasKnown && (
        <NativeSelect
          label={t('tills.store')}
          required
          withAsterisk={false}
          value={isOther ? OTHER : value}
          data={[
            { value: '', label: t('tills.storeChoose'), disabled: true },
            ...known.map((store) => ({ value: store, label: storeWords(store) })),
            { value: OTHER, label: t('tills.storeOther') },
          ]}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setNew(next === OTHER);
            onChange(next === OTHER ? '' : next);
          }}
        />
      )}
      {(isOther || !hasKnown) && (
        <TextInput
          label={t(hasKnown ? 'tills.storeNew' : 'tills.store')}
          description={t('tills.storeHint')}
          required
          withAsterisk={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  );
}
