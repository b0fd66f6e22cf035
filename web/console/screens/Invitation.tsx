import { Button } from '@mantine/core';
import { call } from '@shared/api/call';
import { Form } from '@shared/components/Form';
import { Password } from '@shared/components/Password';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useTakeSession } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { secretIn } from '../linkSecret';
import { Door } from '../shell/Door';
import { useTexts } from '../texts/use';
import { LinkIncomplete } from './LinkIncomplete';

export default function Invitation() {
  const { t } = useTexts();
  const token = secretIn(useLocation({ select: (location) => location.hash }));
  const [password, setPassword] = useState('');
  const take = useTakeSession();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: (secret: string) =>
      call('POST /v1/invitations/accept', { body: { token: secret, password } }),
    onSuccess: (session) => {
      take(session);
      return navigate({ to: '/', replace: true });
    },
  });
  if (!token) return <LinkIncomplete kind="Invitation" />;
  return (
    <Door title={t('invitation.title')} lead={t('invitation.lead')}>
      <Form onSubmit={() => accept.mutate(token)}>
        <Password
          label={t('field.newPassword')}
          description={t('field.passwordHint')}
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemNote error={accept.error} />
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('invitation.submit')}
        </Button>
      </Form>
    </Door>
  );
}
