import { Button, TextInput } from '@mantine/core';
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

/** The first person on a new server becomes its owner. */
export default function Setup() {
  const { t } = useTexts();
  const token = secretIn(useLocation({ select: (location) => location.hash }));
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const take = useTakeSession();
  const navigate = useNavigate();
  const setUp = useMutation({
    mutationFn: (secret: string) =>
      call('POST /v1/setup', {
        body: { token: secret, name: name.trim(), email: email.trim(), password },
      }),
    onSuccess: (session) => {
      take(session);
      return navigate({ to: '/', replace: true });
    },
  });
  if (!token) return <LinkIncomplete kind="Setup" />;
  return (
    <Door title={t('setup.title')} lead={t('setup.lead')}>
      <Form onSubmit={() => setUp.mutate(token)}>
        <TextInput
          label={t('setup.name')}
          autoComplete="name"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Password
          label={t('field.newPassword')}
          description={t('field.passwordHint')}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemNote error={setUp.error} />
        <Button type="submit" size="md" loading={setUp.isPending}>
          {t('setup.submit')}
        </Button>
      </Form>
    </Door>
  );
}
