import { Button, Group, Text, Title } from '@mantine/core';
import type { Identity as Reachable } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { Mark } from '@shared/components/Mark';
import { ProblemNote } from '@shared/components/ProblemNote';
import { lazy, Suspense, useState } from 'react';
import { invitation } from '../own/invitation';
import { reachOf } from '../reach';
import { useTexts } from '../texts/use';
import { useSend } from './signIn/send';

// What is not needed to type a phone number comes after it.
const EnterCode = lazy(() => import('./signIn/EnterCode'));
const Invited = lazy(() => import('./signIn/Invited'));
const LanguageChoice = lazy(async () => ({
  default: (await import('@shared/components/Choices')).LanguageChoice,
}));

export default function SignIn() {
  const [sentTo, setSentTo] = useState<Reachable>();
  const [invited, setInvited] = useState(() => invitation(location.hash));
  const signIn = () => {
    // Else the card would open at the invitation, which then means nothing any more.
    if (location.pathname === '/app/invited') history.replaceState(null, '', '/app/');
    setInvited(undefined);
  };
  return (
    <main className="centred">
      <section className="card">
        <Group justify="space-between" mb="lg" wrap="nowrap">
          <Mark />
          <Suspense>
            <LanguageChoice quiet />
          </Suspense>
        </Group>
        {invited ? (
          <Suspense>
            <Invited
              code={invited}
              signIn={(label) => (
                <Button size="lg" variant="light" onClick={signIn}>
                  {label}
                </Button>
              )}
            />
          </Suspense>
        ) : sentTo ? (
          <Suspense>
            <EnterCode to={sentTo} onOther={() => setSentTo(undefined)} />
          </Suspense>
        ) : (
          <AskForCode onSent={setSentTo} />
        )}
      </section>
    </main>
  );
}

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
      <label className="field" key={kind}>
        <span>{t(isPhone ? 'signIn.phone' : 'signIn.email')}</span>
        <input
          required
          type={isPhone ? 'tel' : 'email'}
          autoComplete={isPhone ? 'tel' : 'email'}
          aria-describedby={isPhone ? 'phone-hint' : undefined}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {isPhone && (
        <Text id="phone-hint" size="sm" c="dimmed">
          {t('signIn.phoneHint')}
        </Text>
      )}
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
