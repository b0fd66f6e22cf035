import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Activation } from '@shared/api/types';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../screens/Confirm';
import { useTexts } from '../texts/use';
import { renewProgramme } from './publish/renew';

/** Takes back that a version will count: what counts now goes on. */
export function CallOff({ activation }: { activation: Activation }) {
  const { t } = useTexts();
  const [isAsked, setAsked] = useState(false);
  const cancel = useChange('DELETE /v1/programme/activations/{number}');
  const client = useQueryClient();
  const done = async () => {
    setAsked(false);
    await renewProgramme(client);
  };
  return (
    <>
      <Button variant="subtle" onClick={() => setAsked(true)}>
        {t('programme.callOff')}
      </Button>
      {isAsked && (
        <Confirm
          title={t('programme.callOffTitle', { version: activation.version })}
          text={t('programme.callOffText')}
          act={t('programme.callOff')}
          isBusy={cancel.isPending}
          error={cancel.error}
          isHarmless
          onClose={() => setAsked(false)}
          onAct={() => cancel.mutate({ path: { number: activation.number } }, { onSuccess: done })}
        />
      )}
    </>
  );
}
