import { Button, Group, Text } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { Password } from '@shared/components/Password';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../texts/use';

/** Another password for whoever knows the one so far; they stay signed in here only. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [isDone, setIsDone] = useState(false);
  const change = useChange('POST /v1/password');
  const send = () => {
    setIsDone(false);
    change.mutate(
      { body: { password, new_password: newPassword } },
      {
        onSuccess: () => {
          setPassword('');
          setNewPassword('');
          setIsDone(true);
          onDone();
        },
      },
    );
  };
  return (
    <Form onSubmit={send}>
      <Text c="dimmed">{t('me.passwordLead')}</Text>
      <Group grow align="start">
        <Password
          label={t('field.oldPassword')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Password
          label={t('field.nextPassword')}
          description={t('field.passwordHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
      </Group>
      <ProblemNote error={change.error} />
      <Group>
        <Button
          type="submit"
          loading={change.isPending}
          disabled={password === '' || newPassword === ''}
        >
          {t('me.changePassword')}
        </Button>
        <Text role="status" size="sm" c="var(--t-good-text)">
          {isDone && t('me.passwordChanged')}
        </Text>
      </Group>
    </Form>
  );
}
