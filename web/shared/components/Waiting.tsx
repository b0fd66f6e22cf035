import { Loader, Skeleton, Stack } from '@mantine/core';
import { useSharedTexts } from '../i18n/TextProvider';

/** A whole page that is not there yet. */
export function WaitingPage() {
  const { t } = useSharedTexts();
  return (
    <main className="centred" aria-busy="true">
      <Loader type="dots" color="primary" aria-hidden />
      <span className="heard" role="status">
        {t('loading')}
      </span>
    </main>
  );
}

/** Rows that are not there yet, in the size in which they will come. */
export function WaitingRows({ rows = 4, height = 64 }: { rows?: number; height?: number }) {
  const { t } = useSharedTexts();
  return (
    <Stack gap="sm" aria-busy="true">
      <span className="heard" role="status">
        {t('loading')}
      </span>
      {Array.from({ length: rows }, (_, at) => (
        // Rows that all look the same have nothing but their place to be told apart by.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Skeleton key={at} height={height} radius="lg" />
      ))}
    </Stack>
  );
}
