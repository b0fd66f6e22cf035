import { Button } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconDeviceTablet, IconSparkles } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Page } from '../shell/Page';
import { useTexts } from '../texts/use';
import { Figures } from './home/Figures';

export default function Home() {
  const { t } = useTexts();
  const { data: session } = useSession();
  if (!session) return null;
  const seesReports = may(session, 'reports.see');
  return (
    <Page
      title={t('home.title', { name: session.name })}
      lead={t(seesReports ? 'home.lead' : 'home.noReports')}
    >
      {seesReports && <Numbers managesTills={may(session, 'access.manage')} />}
    </Page>
  );
}

function Numbers({ managesTills }: { managesTills: boolean }) {
  const { t } = useTexts();
  const summary = useRead('GET /v1/summary', {});
  if (summary.isPending) return <WaitingRows rows={3} height={140} />;
  if (summary.isError) {
    const { error } = summary;
    if (!(error instanceof ApiProblem && error.code === 'programme.missing')) {
      return <ProblemNote error={error} onRetry={summary.refetch} />;
    }
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
  if (!isQuiet) return <Figures summary={data} />;
  const toTills = managesTills && (
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
