import { Button, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Till } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import { IconLock, IconScan } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Bar } from '../Bar';
import { useTexts } from '../texts/use';

/** Where a cashier stands between two customers. */
export function Counter({ till, name }: { till: Till; name: string }) {
  const { t } = useTexts();
  const lock = useMutation({ mutationFn: useSignOut() });
  return (
    <Bar
      title={till.name}
      actions={
        <Button
          size="md"
          variant="outline"
          leftSection={<IconLock size={20} />}
          loading={lock.isPending}
          onClick={() => lock.mutate()}
        >
          {t('counter.lock')}
        </Button>
      }
    >
      <Stack align="center" ta="center">
        <ProblemNote error={lock.error} />
        <ThemeIcon size={96} radius="xl" variant="light" color="primary" aria-hidden>
          <IconScan size={52} />
        </ThemeIcon>
        <Title order={1}>{t('counter.title')}</Title>
        <Text c="dimmed">{t('counter.text', { till: till.name, store: till.store, name })}</Text>
      </Stack>
    </Bar>
  );
}
