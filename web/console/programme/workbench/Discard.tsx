import { Button } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';

/** Throws a draft away. Published versions stay for ever. */
export function Discard(props: { version: number; onDone?: () => Promise<void> }) {
  const { t } = useTexts();
  const { version } = props;
  const [isAsked, setAsked] = useState(false);
  const discard = useChange('DELETE /v1/programme/versions/{version}');
  const client = useQueryClient();
  const path = { version };
  const done = async () => {
    // Whoever looks at it leaves first: there is nothing to read any more.
    await props.onDone?.();
    setAsked(false);
    client.removeQueries({ queryKey: nameOf('GET /v1/programme/versions/{version}', { path }) });
    await client.invalidateQueries({ queryKey: nameOf('GET /v1/programme/versions') });
  };
  return (
    <>
      <Button
        variant="subtle"
        color="bad"
        leftSection={<IconTrash size={18} />}
        onClick={() => setAsked(true)}
      >
        {t('programme.discard')}
      </Button>
      {isAsked && (
        <Confirm
          title={t('programme.discardTitle', { version })}
          text={t('programme.discardText')}
          act={t('programme.discard')}
          isBusy={discard.isPending}
          error={discard.error}
          onClose={() => setAsked(false)}
          onAct={() => discard.mutate({ path }, { onSuccess: done })}
        />
      )}
    </>
  );
}
