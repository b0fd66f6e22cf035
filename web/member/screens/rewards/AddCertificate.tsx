import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useMyId, useRenew } from '../../own/own';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

/** Whoever was given a certificate types its code once, and has it on the phone from then on. */
export function AddCertificate(props: { code?: string; onClose: () => void }) {
  const { t, format } = useLater();
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const [code, setCode] = useState(props.code ?? '');
  const add = useChange('POST /v1/members/{member_id}/certificates');
  const submit = () => add.mutate({ path, body: { code: code.trim() } }, { onSuccess: renew });
  return (
    <Sheet title={t('certificates.add')} onClose={props.onClose}>
      {add.data ? (
        <p className="centre" role="status">
          {t('certificates.added', {
            name: add.data.name,
            money: format.money(add.data.balance, add.data.currency),
          })}
        </p>
      ) : (
        <Form onSubmit={submit}>
          <label className="field">
            <span>{t('certificates.code')}</span>
            <input
              value={code}
              required
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </label>
          <p className="quiet">{t('certificates.addHint')}</p>
          <ProblemNote error={add.error} />
          <Button type="submit" size="lg" loading={add.isPending}>
            {t('certificates.take')}
          </Button>
        </Form>
      )}
    </Sheet>
  );
}
