import { Stack, Text, Title } from '@mantine/core';
import { useBrand } from '@shared/theme/Brand';
import { useTexts } from '../texts/use';

export function Home({ name }: { name: string }) {
  const { t } = useTexts();
  const { brand } = useBrand();
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        {name ? t('home.hello', { name }) : t('home.helloAgain')}
      </Title>
      <section className="member-card" aria-label={t('home.card')}>
        <Text fw={700} size="lg">
          {brand.name}
        </Text>
        <div>
          <Text size="sm">{t('home.card')}</Text>
          <Text fw={650} size="xl">
            {name}
          </Text>
        </div>
      </section>
      <section className="card">
        <Title order={2} size="h4" mb="xs">
          {t('home.howTitle')}
        </Title>
        <Text c="dimmed">{t('home.how')}</Text>
      </section>
    </Stack>
  );
}
