import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Programme } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import {
  IconCalendarStats,
  IconHistory,
  IconLanguage,
  IconPencil,
  IconReceipt,
  IconSparkles,
} from '@tabler/icons-react';
import { Link, Navigate } from '@tanstack/react-router';
import { Page } from '../shell/Page';
import { useNow } from '../shell/useNow';
import { useWhen } from '../shell/when';
import { useTexts } from '../texts/use';
import { isMissing, planOf, useAuthors } from './inForce';
import { News } from './News';
import { openDraftOf } from './openDraft';
import './programme.css';
import { Economy } from './view/Economy';
import { Readable } from './view/Readable';

/** What counts now, in words that its owner would use, and the ways to change it. */
export default function Overview() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const programme = useRead('GET /v1/programme', {});
  if (programme.data) return <Standing programme={programme.data} />;
  if (isMissing(programme.error)) {
    if (may(session, 'programme.publish')) return <Navigate to="/programme/start" replace />;
    return (
      <Page title={t('menu.programme')}>
        <Empty
          icon={<IconSparkles size={32} />}
          title={t('home.emptyTitle')}
          text={t('home.emptyText')}
        />
      </Page>
    );
  }
  return (
    <Page title={t('menu.programme')}>
      {programme.isPending && <WaitingRows rows={4} height={120} />}
      <ProblemNote error={programme.error} onRetry={programme.refetch} />
    </Page>
  );
}

function Standing({ programme }: { programme: Programme }) {
  const { t } = useTexts();
  const when = useWhen();
  const authorOf = useAuthors();
  const { data: session } = useSession();
  const { version } = programme;
  const activations = useRead('GET /v1/programme/activations', {});
  const versions = useRead('GET /v1/programme/versions', { query: { limit: 20 } });
  const view = useRead('GET /v1/programme/versions/{version}/view', { path: { version } });
  const { current } = planOf(activations.data?.items ?? [], +useNow());
  const draft = openDraftOf(versions.data?.items ?? [], version);
  const change = may(session, 'programme.edit') && (
    <Button
      leftSection={<IconPencil size={18} />}
      renderRoot={(props) => <Link {...props} to="/programme/edit" search={{ tab: 'forms' }} />}
    >
      {t('programme.change')}
    </Button>
  );
  return (
    <Page title={programme.name} action={change}>
      <Group gap="xs" mt={-18}>
        <Badge color="good" variant="light" tt="none" size="lg">
          {t('standing.inForce')}
        </Badge>
        <Text c="dimmed">
          {current
            ? t('programme.since', {
                version,
                when: when.day(current.active_from),
                who: authorOf(current.author),
              })
            : t('programme.version', { version })}
        </Text>
        <Anchor component={Link} to="/programme/history">
          {t('programme.history')}
        </Anchor>
      </Group>
      <News
        draft={draft}
        activations={activations.data?.items ?? []}
        isOwner={may(session, 'programme.publish')}
      />
      <div className="programme-top">
        {view.data?.economics && <Economy economics={view.data.economics} />}
        <Ways version={version} />
      </div>
      {view.isPending && <WaitingRows rows={4} height={140} />}
      <ProblemNote error={view.error} onRetry={view.refetch} />
      {view.data && <Readable view={view.data} version={version} />}
    </Page>
  );
}

const WAYS = [
  { tab: 'try', icon: IconReceipt },
  { tab: 'replay', icon: IconCalendarStats },
] as const;

/** What one wants to do with a programme besides reading it. */
function Ways({ version }: { version: number }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  return (
    <Stack gap="sm" component="nav" aria-label={t('programme.ways')}>
      {WAYS.map(({ tab, icon: Icon }) => (
        <Link
          key={tab}
          to="/programme/versions/$version"
          params={{ version: String(version) }}
          search={{ tab }}
          className="card way"
        >
          <Icon size={26} aria-hidden className="way-icon" />
          <span>
            <b>{t(`way.${tab}`)}</b>
            <Text size="sm" c="dimmed" component="span" display="block">
              {t(`wayText.${tab}`)}
            </Text>
          </span>
        </Link>
      ))}
      {may(session, 'programme.edit') && (
        <Link to="/programme/edit" search={{ tab: 'texts' }} className="card way">
          <IconLanguage size={26} aria-hidden className="way-icon" />
          <span>
            <b>{t('way.texts')}</b>
            <Text size="sm" c="dimmed" component="span" display="block">
              {t('wayText.texts')}
            </Text>
          </span>
        </Link>
      )}
      <Link to="/programme/history" className="card way">
        <IconHistory size={26} aria-hidden className="way-icon" />
        <span>
          <b>{t('way.history')}</b>
          <Text size="sm" c="dimmed" component="span" display="block">
            {t('wayText.history')}
          </Text>
        </span>
      </Link>
    </Stack>
  );
}
