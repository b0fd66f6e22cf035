import { Button, TextInput } from '@mantine/core';
import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import { Form } from '@shared/components/Form';
import { Password } from '@shared/components/Password';
import { ProblemNote } from '@shared/components/ProblemNote';
import { SixDigits } from '@shared/components/SixDigits';
import { useTakeSession } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Door } from '../shell/Door';
import { useTexts } from '../texts/use';

const asksForCode = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'auth.second_factor_needed';
const isCodeWrong = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'auth.second_factor_wrong';

/** E-mail and password, then the second factor when the account has one. */
export default function SignIn() {
  const { t } = useTexts();
  const { to = '/' } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const take = useTakeSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const signIn = useMutation({
    mutationFn: (digits: string) =>
      call('POST /v1/sign-in', {
        body: { email: email.trim(), password, ...(digits ? { code: digits } : {}) },
      }),
    onSuccess: (session) => {
      take(session);
      // Whatever page it was: the router knows only its own paths, and shows its own "no such page".
      return navigate({ to: to as '/', replace: true });
    },
    onError: (error) => {
      setCode('');
      setNeedsCode(asksForCode(error) || isCodeWrong(error));
    },
  });
  const error = asksForCode(signIn.error) ? null : signIn.error;

  if (needsCode) {
    return (
      <Door title={t('signIn.codeTitle')} lead={t('signIn.codeLead')}>
        <Form onSubmit={() => signIn.mutate(code)}>
          <SixDigits value={code} onChange={setCode} onFull={(digits) => signIn.mutate(digits)} />
          <ProblemNote error={error} />
          <Button type="submit" size="md" loading={signIn.isPending} disabled={code.length < 6}>
            {t('signIn.submit')}
          </Button>
          <Button variant="subtle" onClick={() => setNeedsCode(false)}>
            {t('back')}
          </Button>
        </Form>
      </Door>
    );
  }
  return (
    <Door title={t('signIn.title')} lead={t('signIn.lead')}>
      <Form onSubmit={() => signIn.mutate('')}>
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Password
          label={t('field.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemNote error={error} />
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </Form>
    </Door>
  );
}
