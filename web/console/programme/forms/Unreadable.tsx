import { Button } from '@mantine/core';
import { Empty } from '@shared/components/Empty';
import { IconFileAlert } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';

/** Instead of fields while the document cannot be read, with the way to where it is mended. */
export function Unreadable(props: { onDocument: (line: number | undefined) => void }) {
  const { t } = useTexts();
  return (
    <Empty
      icon={<IconFileAlert size={32} />}
      title={t('forms.unreadable')}
      text={t('forms.unreadableText')}
      action={<Button onClick={() => props.onDocument(undefined)}>{t('bench.document')}</Button>}
    />
  );
}
