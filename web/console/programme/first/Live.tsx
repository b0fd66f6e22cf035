import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import {
  IconDeviceTablet,
  IconExternalLink,
  IconRocket,
  IconSparkles,
  IconUserCheck,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';

const NEXT = [
  { key: 'till', to: '/settings/tills', icon: IconDeviceTablet, needs: 'access.manage' },
  { key: 'staff', to: '/settings/staff', icon: IconUsers, needs: 'access.manage' },
  { key: 'programme', to: '/programme', icon: IconSparkles, needs: 'programme.see' },
] as const;

/** It counts. What one does next, the most needed first. */
export function Live({ outcome }: { outcome: 'inForce' | 'waiting' }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const programme = useRead('GET /v1/programme', {}, { enabled: outcome === 'inForce' });
  const Icon = outcome === 'waiting' ? IconUserCheck : IconRocket;
  return (
    <Page title={t('first.title')}>
      <Stack className="card first-live" align="center" ta="center" gap="sm">
        <ThemeIcon size={84} radius="xl" variant="light" color="good" aria-hidden>
          <Icon size={44} />
        </ThemeIcon>
        <div role="status">
          <Title order={2}>
            {outcome === 'waiting'
              ? t('done.waiting')
              : t('first.liveTitle', { name: programme.data?.name ?? '' })}
          </Title>
        </div>
        <Text c="dimmed" maw={460}>
          {t(outcome === 'waiting' ? 'doneText.waiting' : 'first.liveText')}
        </Text>
      </Stack>
      <nav className="grid" aria-label={t('begin.title')}>
        {NEXT.filter(({ needs }) => may(session, needs)).map(({ key, to, icon: NextIcon }) => (
          <Link key={key} to={to} className="card way">
            <NextIcon size={26} aria-hidden className="way-icon" />
            <span>
              <b>{t(`begin.${key}`)}</b>
              <Text size="sm" c="dimmed" component="span" display="block">
                {t(`beginText.${key}`)}
              </Text>
            </span>
          </Link>
        ))}
        <a href="/rules" target="_blank" rel="noreferrer" className="card way">
          <IconExternalLink size={26} aria-hidden className="way-icon" />
          <span>
            <b>{t('begin.rules')}</b>
            <Text size="sm" c="dimmed" component="span" display="block">
              {t('beginText.rules')}
            </Text>
          </span>
        </a>
      </nav>
    </Page>
  );
}
