import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useParams } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { Workbench } from './Workbench';

/** One version, published or still a draft. */
export default function OneVersion() {
  const { t } = useTexts();
  const { version: number } = useParams({ from: '/inside/programme/versions/$version' });
  const version = useRead('GET /v1/programme/versions/{version}', {
    path: { version: Number(number) },
  });
  // Anew for every version: what was typed into one must not end up in another.
  if (version.data) return <Workbench key={version.data.number} version={version.data} />;
  return (
    <Page title={t('programme.version', { version: number })}>
      {version.isPending && <WaitingRows rows={4} height={120} />}
      <ProblemNote error={version.error} onRetry={version.refetch} />
    </Page>
  );
}
