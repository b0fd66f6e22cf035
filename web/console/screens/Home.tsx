import '../members/members.css';
import '../reports/reports.css';
import { Button, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import type { Session } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconDeviceTablet, IconSparkles } from '@tabler/icons-react';
import { Link, Navigate } from '@tanstack/react-router';
import { FRESH_MS } from '../reports/useToday';
import { Page } from '../shell/Page';
import { useTexts } from '../texts/use';
import { Attention } from './home/Attention';
import { Doors } from './home/Doors';
import { Figures } from './home/Figures';
import { Pulse } from './home/Pulse';

/** What waits for somebody, how it goes lately, and how it stands. */
export default function Home() {
  const { t } = useTexts();
  const { data: session } = useSession();
  if (!session) return null;
  const seesReports = may(session, 'reports.see');
  return (
    <Page title={t('home.title', { name: session.name })} lead={t(leadOf(session))}>
      <Attention />
      {seesReports ? <Numbers session={session} /> : <Doors />}
    </Page>
  );
}

function leadOf(session: Session) {
  if (may(session, 'reports.see')) return 'home.lead';
  return may(session, 'own_firm') ? 'home.partner' : 'home.noReports';
}

function Numbers({ session }: { session: Session }) {
  const { t } = useTexts();
  const summary = useRead('GET /v1/summary', {}, { everyMs: FRESH_MS });
  if (summary.isPending) return <WaitingRows rows={3} height={140} />;
  if (summary.isError) {
    const { error } = summary;
    if (!(error instanceof ApiProblem && error.code === 'programme.missing')) {
      return <ProblemNote error={error} onRetry={summary.refetch} />;
    }
    if (may(session, 'programme.publish')) return <Navigate to="/programme/start" replace />;
    return (
      <Empty
        icon={<IconSparkles size={32} />}
        title={t('home.emptyTitle')}
        text={t('home.emptyText')}
      />
    );
  }
  const { data } = summary;
  const isQuiet = data.receipts === 0 && data.members === 0;
  if (!isQuiet) {
    return (
      <>
        <Pulse />
        <Title order={2} size="h3" mt="md">
          {t('home.sinceStart')}
        </Title>
        <Figures summary={data} />
      </>
    );
  }
  const toTills = may(session, 'access.manage') && (
    <Button component={Link} to="/settings/tills">
      {t('home.quietAction')}
    </Button>
  );
  return (
    <Empty
      icon={<IconDeviceTablet size={32} />}
      title={t('home.quietTitle')}
      text={t('home.quietText')}
      action={toTills}
    />
  );
}
