import { Button, Stack, Text, Title } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../texts/use';

/** One browser holds one session: an owner who tries the till, or a till that got another name. */
export function SignedInElsewhere({ name }: { name: string }) {
  const { t } = useTexts();
  const signOut = useMutation({ mutationFn: useSignOut() });
  return (
    <Stack className="card" maw={460}>
      <Title order={1} size="h2">
        {t('other.title')}
      </Title>
      <Text c="dimmed">{t('other.text', { name })}</Text>
      <ProblemNote error={signOut.error} />
      <Button size="xl" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('signOut')}
      </Button>
    </Stack>
  );
}
