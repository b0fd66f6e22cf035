import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { Navigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { isMissing } from '../inForce';
import { Workbench } from './Workbench';

/** A change that begins with what is in force. Nothing is kept before it is saved. */
export default function NewDraft() {
  const { t } = useTexts();
  const { from } = useSearch({ from: '/inside/programme/edit' });
  const programme = useRead('GET /v1/programme', {}, { enabled: from === undefined });
  const base = from ?? programme.data?.version;
  const version = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: base ?? 0 } },
    { enabled: base !== undefined },
  );
  // What counts may change while somebody works here, by this very draft too; the draft stays what it is.
  const [begun, setBegun] = useState(version.data);
  if (!begun && version.data) setBegun(version.data);
  if (isMissing(programme.error)) return <Navigate to="/programme/start" replace />;
  if (begun) return <Workbench basedOn={begun} />;
  return (
    <Page title={t('programme.newDraft')}>
      <WaitingRows rows={4} height={120} />
      <ProblemNote error={version.error ?? programme.error} onRetry={version.refetch} />
    </Page>
  );
}
