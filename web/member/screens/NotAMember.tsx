import { Button, Stack, Text, Title } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../texts/use';

/** One browser holds one session; somebody of the staff looks at the members' app. */
export default function NotAMember({ name }: { name: string }) {
  const { t } = useTexts();
  const signOut = useMutation({ mutationFn: useSignOut() });
  return (
    <main className="centred">
      <Stack className="card">
        <Title order={1} size="h2">
          {t('staff.title')}
        </Title>
        <Text c="dimmed">{t('staff.text', { name })}</Text>
        <ProblemNote error={signOut.error} />
        <Button size="lg" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Button>
      </Stack>
    </main>
  );
}
