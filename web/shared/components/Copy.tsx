import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useSharedTexts } from '../i18n/TextProvider';

/** `label` says what is copied where that is not plain to see. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const { t } = useSharedTexts();
  return (
    <CopyButton value={text} timeout={3000}>
      {({ copied, copy }) => (
        <Button
          variant="light"
          onClick={copy}
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
        >
          <span aria-live="polite">{copied ? t('copied') : (label ?? t('copy'))}</span>
        </Button>
      )}
    </CopyButton>
  );
}
