import { Button, Indicator } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconCloudPause } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { Lock } from './Lock';
import { useShortcut } from './useShortcut';

const Queue = lazy(() => import('./Queue'));

/** How the server can be reached, what waits for it, and the lock. */
export function BarActions() {
  const { t } = useTexts();
  const { state } = useCounter();
  const [isOpen, setOpen] = useState(false);
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
      <Lock />
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
