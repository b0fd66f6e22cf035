import { Button, Stack, Text } from '@mantine/core';
import { call } from '@shared/api/call';
import { nameOf } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { Qr } from '@shared/components/Qr';
import { SixDigits } from '@shared/components/SixDigits';
import { useSignOut } from '@shared/session/session';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Door } from '../shell/Door';
import { useTexts } from '../texts/use';

/** Nobody but cashiers gets further without a second factor. */
export default function SecondFactor() {
  const { t } = useTexts();
  const begin = useMutation({ mutationFn: () => call('POST /v1/second-factor', {}) });
  const signOut = useMutation({ mutationFn: useSignOut() });
  return (
    <Door title={t('factor.title')} lead={t('factor.lead')}>
      <Stack>
        <ProblemNote error={begin.error ?? signOut.error} />
        {begin.data ? (
          <Confirm secret={begin.data.secret} uri={begin.data.uri} />
        ) : (
          <Button size="md" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('factor.begin')}
          </Button>
        )}
        <Button variant="subtle" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Button>
      </Stack>
    </Door>
  );
}

function Confirm({ secret, uri }: { secret: string; uri: string }) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: (digits: string) =>
      call('POST /v1/second-factor/confirm', { body: { code: digits } }),
    onSuccess: () => client.invalidateQueries({ queryKey: nameOf('GET /v1/session') }),
    onError: () => setCode(''),
  });
  const groups = secret.match(/.{1,4}/g)?.join(' ') ?? secret;
  return (
    <Form onSubmit={() => confirm.mutate(code)}>
      <Text>{t('factor.scan')}</Text>
      <Qr text={uri} label={t('factor.qr')} />
      <Text size="sm" c="dimmed">
        {t('factor.type')}
        <br />
        <span className="code">{groups}</span>
      </Text>
      <Text>{t('factor.confirm')}</Text>
      <SixDigits value={code} onChange={setCode} onFull={(digits) => confirm.mutate(digits)} />
      <ProblemNote error={confirm.error} />
      <Button type="submit" size="md" loading={confirm.isPending} disabled={code.length < 6}>
        {t('factor.submit')}
      </Button>
    </Form>
  );
}
