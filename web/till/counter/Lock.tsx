import { ActionIcon, Button, Text } from '@mantine/core';
import { nameOf } from '@shared/api/hooks';
import { useSignOut } from '@shared/session/session';
import { IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LATE, within } from '../desk/patience';
import { lockHere } from '../offline/lock';
import { useTexts } from '../texts/use';
import { Box } from './Box';
import { useCounter } from './desk';

/** Signs the cashier out; without the server only here, and not without a warning. */
export function Lock() {
  const { t } = useTexts();
  const { desk, state } = useCounter();
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const signOut = useSignOut();
  const lock = useMutation({
    mutationFn: async () => {
      if (state.reach === 'down' || (await within(signOut())) === LATE) {
        setAsking(true);
        return;
      }
      desk.clear();
      // Whoever comes next may be new here.
      void client.invalidateQueries({ queryKey: nameOf('GET /v1/till') });
    },
    onError: () => setAsking(true),
  });
  const lockAnyway = () => {
    desk.clear();
    lockHere(true);
  };
  return (
    <>
      <ActionIcon
        size={48}
        variant="subtle"
        aria-label={t('counter.lock')}
        title={t('counter.lock')}
        loading={lock.isPending}
        onClick={() => lock.mutate()}
      >
        <IconLock />
      </ActionIcon>
      {isAsking && (
        <Box title={t('lock.title')} onClose={() => setAsking(false)}>
          <Text mb="lg">{t('lock.text')}</Text>
          <div className="sure">
            <Button size="lg" onClick={lockAnyway}>
              {t('lock.yes')}
            </Button>
            <Button size="lg" variant="default" data-autofocus onClick={() => setAsking(false)}>
              {t('cancel')}
            </Button>
          </div>
        </Box>
      )}
    </>
  );
}
