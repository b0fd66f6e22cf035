import { ActionIcon, Button, Indicator } from '@mantine/core';
import { useSignOut } from '@shared/session/session';
import { IconCloudCheck, IconCloudOff, IconCloudPause, IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useShortcut } from './useShortcut';

const Queue = lazy(() => import('./Queue'));

/** How the server can be reached, what waits for it, and the lock. */
export function BarActions() {
  const { t } = useTexts();
  const { desk, state } = useCounter();
  const [isOpen, setOpen] = useState(false);
  const signOut = useSignOut();
  const lock = useMutation({
    mutationFn: async () => {
      await signOut();
      desk.clear();
    },
  });
  useShortcut('F9', () => setOpen(true));
  const { reach, rows } = state;
  const needsEyes = rows.filter((row) => row.state !== 'waiting').length;
  return (
    <>
      <Indicator
        label={rows.length}
        disabled={rows.length === 0}
        size={22}
        offset={6}
        color={needsEyes > 0 ? 'bad' : 'warn'}
        classNames={{ indicator: needsEyes > 0 ? 'count is-bad' : 'count' }}
      >
        <Button
          size="md"
          variant={reach === 'up' && needsEyes === 0 ? 'subtle' : 'light'}
          color={needsEyes > 0 ? 'bad' : reach === 'up' ? 'good' : 'warn'}
          leftSection={<Cloud reach={reach} />}
          onClick={() => setOpen(true)}
          className="reach"
          aria-label={`${t(`reach.${reach}`)}. ${t('queue.count', { count: rows.length })}`}
        >
          <span className="wide-only">{t(`reach.${reach}`)}</span>
        </Button>
      </Indicator>
      <ActionIcon
        size={48}
        variant="subtle"
        aria-label={t('counter.lock')}
        title={reach === 'down' ? t('counter.lockLater') : t('counter.lock')}
        disabled={reach === 'down'}
        loading={lock.isPending}
        onClick={() => lock.mutate()}
      >
        <IconLock />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <Queue onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Cloud({ reach }: { reach: 'up' | 'slow' | 'down' }) {
  if (reach === 'up') return <IconCloudCheck aria-hidden />;
  return reach === 'slow' ? <IconCloudPause aria-hidden /> : <IconCloudOff aria-hidden />;
}
