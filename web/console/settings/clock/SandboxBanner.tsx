import { Anchor, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Session } from '@shared/api/types';
import { may } from '@shared/session/session';
import { IconFlask } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import '../settings.css';

/** On every screen of a server in test mode, so that nobody takes it for the real one. */
export function SandboxBanner({ session }: { session: Session }) {
  const { t } = useTexts();
  const when = useWhen();
  const mayMove = may(session, 'clock.move');
  const clock = useRead('GET /v1/sandbox/clock', {}, { everyMs: 60_000 });
  return (
    <div className="sandbox-banner not-printed" role="note">
      <IconFlask size={20} aria-hidden />
      <Text size="sm">
        <b>{t('sandbox.title')}</b>{' '}
        {clock.data && t('sandbox.now', { when: when.moment(clock.data.now) })}
      </Text>
      {mayMove && (
        <Anchor component={Link} to="/settings/clock" size="sm" fw={600} c="inherit">
          {t('sandbox.move')}
        </Anchor>
      )}
    </div>
  );
}
