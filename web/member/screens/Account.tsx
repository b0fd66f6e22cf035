import { Button, Stack, Text, Title } from '@mantine/core';
import { LanguageChoice, SchemeChoice } from '@shared/components/Choices';
import { Devices } from '@shared/components/Devices';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../texts/use';

export default function Account() {
  const { t } = useTexts();
  const signOut = useMutation({ mutationFn: useSignOut() });
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        {t('account.title')}
      </Title>
      <Stack component="section" className="card">
        <Title order={2} size="h4">
          {t('account.look')}
        </Title>
        <LanguageChoice size="md" />
        <SchemeChoice size="md" />
      </Stack>
      <Stack component="section">
        <Title order={2} size="h4">
          {t('devices.title')}
        </Title>
        <Devices />
      </Stack>
      <ProblemNote error={signOut.error} />
      <Button
        size="lg"
        variant="outline"
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('signOut')}
      </Button>
      <Text c="dimmed" size="sm" ta="center">
        {t('account.bye')}
      </Text>
    </Stack>
  );
}
