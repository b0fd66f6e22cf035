import { Button, Text, Title } from '@mantine/core';
import { call } from '@shared/api/call';
import type { Identity as Reachable } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { SixDigits } from '@shared/components/SixDigits';
import { useTakeSession } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { forgetInvitation } from '../../own/invitation';
import { useTexts } from '../../texts/use';
import { useSend } from './send';

/** The server sends three codes in ten minutes; a pause keeps people from using them up. */
const PAUSE_SECONDS = 45;

export default function EnterCode({ to, onOther }: { to: Reachable; onOther: () => void }) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const take = useTakeSession();
  const signIn = useMutation({
    mutationFn: (digits: string) => call('POST /v1/member-sign-in', { body: { to, code: digits } }),
    onSuccess: (session) => {
      forgetInvitation();
      take(session);
    },
    onError: () => setCode(''),
  });
  return (
    <Form onSubmit={() => signIn.mutate(code)}>
      <Title order={1} size="h2">
        {t('signIn.sentTitle')}
      </Title>
      <Text c="dimmed">{t('signIn.sent', { to: to.value })}</Text>
      <SixDigits value={code} onChange={setCode} onFull={(digits) => signIn.mutate(digits)} />
      <ProblemNote error={signIn.error} />
      <Button type="submit" size="lg" loading={signIn.isPending} disabled={code.length < 6}>
        {t('signIn.submit')}
      </Button>
      <SendAgain to={to} />
      <Button variant="subtle" onClick={onOther}>
        {t('signIn.other')}
      </Button>
    </Form>
  );
}

function SendAgain({ to }: { to: Reachable }) {
  const { t } = useTexts();
  const [left, setLeft] = useState(PAUSE_SECONDS);
  const send = useSend();
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  const again = () => send.mutate(to, { onSuccess: () => setLeft(PAUSE_SECONDS) });
  return (
    <>
      <ProblemNote error={send.error} />
      <Button variant="subtle" disabled={left > 0} loading={send.isPending} onClick={again}>
        {left > 0 ? t('signIn.againIn', { count: left }) : t('signIn.again')}
      </Button>
    </>
  );
}
