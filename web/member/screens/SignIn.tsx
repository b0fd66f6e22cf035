import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { call } from '@shared/api/call';
import type { Identity as Reachable } from '@shared/api/types';
import { LanguageChoice } from '@shared/components/Choices';
import { Form } from '@shared/components/Form';
import { Mark } from '@shared/components/Mark';
import { ProblemNote } from '@shared/components/ProblemNote';
import { SixDigits } from '@shared/components/SixDigits';
import { useTakeSession } from '@shared/session/session';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reachOf } from '../reach';
import { useTexts } from '../texts/use';

/** The server sends three codes in ten minutes; a pause keeps people from using them up. */
const PAUSE_SECONDS = 45;

export default function SignIn() {
  const [sentTo, setSentTo] = useState<Reachable>();
  return (
    <main className="centred">
      <section className="card">
        <Group justify="space-between" mb="lg" wrap="nowrap">
          <Mark />
          <LanguageChoice quiet />
        </Group>
        {sentTo ? (
          <EnterCode to={sentTo} onOther={() => setSentTo(undefined)} />
        ) : (
          <AskForCode onSent={setSentTo} />
        )}
      </section>
    </main>
  );
}

const useSend = () =>
  useMutation({ mutationFn: (to: Reachable) => call('POST /v1/member-codes', { body: { to } }) });

function AskForCode({ onSent }: { onSent: (to: Reachable) => void }) {
  const { t } = useTexts();
  const [kind, setKind] = useState<Reachable['kind']>('phone');
  const [typed, setTyped] = useState('');
  const send = useSend();
  const isPhone = kind === 'phone';
  const submit = () => {
    const to = reachOf(kind, typed);
    send.mutate(to, { onSuccess: () => onSent(to) });
  };
  const change = () => {
    setKind(isPhone ? 'email' : 'phone');
    setTyped('');
    send.reset();
  };
  return (
    <Form onSubmit={submit}>
      <Title order={1} size="h2">
        {t('signIn.title')}
      </Title>
      <Text c="dimmed">{t('signIn.lead')}</Text>
      <TextInput
        key={kind}
        size="lg"
        required
        withAsterisk={false}
        label={t(isPhone ? 'signIn.phone' : 'signIn.email')}
        description={isPhone ? t('signIn.phoneHint') : undefined}
        type={isPhone ? 'tel' : 'email'}
        autoComplete={isPhone ? 'tel' : 'email'}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ProblemNote error={send.error} />
      <Button type="submit" size="lg" loading={send.isPending}>
        {t('signIn.send')}
      </Button>
      <Button variant="subtle" onClick={change}>
        {t(isPhone ? 'signIn.useEmail' : 'signIn.usePhone')}
      </Button>
    </Form>
  );
}

function EnterCode({ to, onOther }: { to: Reachable; onOther: () => void }) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const take = useTakeSession();
  const signIn = useMutation({
    mutationFn: (digits: string) => call('POST /v1/member-sign-in', { body: { to, code: digits } }),
    onSuccess: take,
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
