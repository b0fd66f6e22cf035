import { Button, Stack, Title } from '@mantine/core';
import { call } from '@shared/api/call';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useTakeSession } from '@shared/session/session';
import { IconArrowRight, IconBackspace } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../texts/use';

const SHORTEST = 4;
const LONGEST = 8;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** For fingers and for keyboards: digits, Backspace, Enter. */
export function PinPad(props: {
  cashier: { id: string; name: string };
  onOther: () => void;
  onSignedIn: () => void;
}) {
  const { t } = useTexts();
  const [pin, setPin] = useState('');
  const take = useTakeSession();
  const signIn = useMutation({
    mutationFn: () => call('POST /v1/till/sign-in', { body: { cashier: props.cashier.id, pin } }),
    onSuccess: (session) => {
      take(session);
      props.onSignedIn();
    },
    onError: () => setPin(''),
  });
  const isWhole = pin.length >= SHORTEST && !signIn.isPending;
  const type = (digit: string) => setPin((old) => (old.length < LONGEST ? old + digit : old));
  const erase = () => setPin((old) => old.slice(0, -1));
  const send = () => {
    if (isWhole) signIn.mutate();
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLSelectElement)
      return;
    if (/^\d$/.test(event.key)) type(event.key);
    else if (event.key === 'Backspace') erase();
    // On a button, Enter belongs to the button.
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) send();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (
    <Stack className="card" w="min(100%, 400px)" gap="lg">
      <Title order={1} size="h2" ta="center">
        {t('pin.title', { name: props.cashier.name })}
      </Title>
      <div className="dots" aria-hidden>
        {Array.from({ length: Math.max(SHORTEST, pin.length) }, (_, at) => (
          // Dots have nothing but their place to be told apart by.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <i key={at} className={at < pin.length ? 'is-typed' : ''} />
        ))}
      </div>
      <span className="heard" role="status">
        {t('pin.typed', { count: pin.length })}
      </span>
      <ProblemNote error={signIn.error} />
      <fieldset
        className="pad"
        style={{ border: 0, padding: 0, margin: 0 }}
        aria-label={t('pin.label')}
      >
        {DIGITS.map((digit) => (
          <button type="button" key={digit} onClick={() => type(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" onClick={erase} aria-label={t('pin.erase')}>
          <IconBackspace aria-hidden />
        </button>
        <button type="button" onClick={() => type('0')}>
          0
        </button>
        <button
          type="button"
          className="is-main"
          onClick={send}
          disabled={!isWhole}
          aria-label={t('pin.submit')}
        >
          <IconArrowRight aria-hidden />
        </button>
      </fieldset>
      <Button variant="subtle" size="lg" onClick={props.onOther}>
        {t('pin.other')}
      </Button>
    </Stack>
  );
}
