import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../texts/use';

/** Another page of this browser is the till; when it is closed, this one goes on. */
export function OpenElsewhere() {
  const { t } = useTexts();
  return (
    <Stack className="card" maw={460} align="center" ta="center" role="status">
      <Title order={1} size="h2">
        {t('elsewhere.title')}
      </Title>
      <Text c="dimmed">{t('elsewhere.text')}</Text>
    </Stack>
  );
}
