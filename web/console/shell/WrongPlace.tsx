import { Button, Stack, Text, Title } from '@mantine/core';
import type { Session } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../texts/use';

/** Members and cashiers have apps of their own. */
export function WrongPlace({ session }: { session: Session }) {
  const { t } = useTexts();
  const signOut = useMutation({ mutationFn: useSignOut() });
  const place = session.kind === 'member' ? 'member' : 'till';
  return (
    <main className="centred">
      <Stack className="card">
        <Title order={1} size="h2">
          {t(`${place}.title`)}
        </Title>
        <Text c="dimmed">{t(`${place}.text`)}</Text>
        <ProblemNote error={signOut.error} />
        {place === 'till' && (
          <Button component="a" href="/till/">
            {t('till.open')}
          </Button>
        )}
        <Button variant="outline" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Button>
      </Stack>
    </main>
  );
}
