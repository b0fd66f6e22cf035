import { Button } from '@mantine/core';
import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import { Form } from '@shared/components/Form';
import { Password } from '@shared/components/Password';
import { ProblemNote } from '@shared/components/ProblemNote';
import { SixDigits } from '@shared/components/SixDigits';
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
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const take = useTakeSession();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: ({ secret, digits }: { secret: string; digits: string }) =>
      call('POST /v1/invitations/accept', {
        body: { token: secret, password, ...(digits ? { code: digits } : {}) },
      }),
    onSuccess: (session) => {
      take(session);
      return navigate({ to: '/', replace: true });
    },
    onError: (error) => {
      setCode('');
      setNeedsCode(isAbout(error, 'auth.second_factor_needed', 'auth.second_factor_wrong'));
    },
  });
  if (!token) return <LinkIncomplete kind="Invitation" />;
  if (needsCode) {
    const take = (digits: string) => accept.mutate({ secret: token, digits });
    return (
      <Door title={t('signIn.codeTitle')} lead={t('signIn.codeLead')}>
        <Form onSubmit={() => take(code)}>
          <SixDigits value={code} onChange={setCode} onFull={take} />
          <ProblemNote
            error={isAbout(accept.error, 'auth.second_factor_needed') ? null : accept.error}
          />
          <Button type="submit" size="md" loading={accept.isPending} disabled={code.length < 6}>
            {t('signIn.submit')}
          </Button>
        </Form>
      </Door>
    );
  }
  return (
    <Door title={t('invitation.title')} lead={t('invitation.lead')}>
      <Form onSubmit={() => accept.mutate({ secret: token, digits: '' })}>
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

const isAbout = (error: unknown, ...codes: string[]) =>
  error instanceof ApiProblem && codes.includes(error.code);
