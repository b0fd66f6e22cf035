import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { Navigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { isMissing } from '../inForce';
import { useOpenDraft } from '../openDraft';
import { Workbench } from './Workbench';

/**
 * A change of the programme. It goes on with the draft that is open; else, or when the address names the version to
 * begin with, a new one begins. Nothing is kept before it is saved.
 */
export default function NewDraft() {
  const { t } = useTexts();
  const { from, ...search } = useSearch({ from: '/inside/programme/edit' });
  const open = useOpenDraft(from === undefined);
  const base = from ?? (open.isKnown && !open.draft ? open.inForce : undefined);
  const version = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: base ?? 0 } },
    { enabled: base !== undefined },
  );
  // What counts may change while somebody works here, by this very draft too; the draft stays what it is.
  const [begun, setBegun] = useState(from === undefined ? undefined : version.data);
  if (!begun && base !== undefined && version.data) setBegun(version.data);
  if (isMissing(open.error)) return <Navigate to="/programme/start" replace />;
  if (begun) return <Workbench basedOn={begun} />;
  if (open.isKnown && open.draft) {
    return (
      <Navigate
        to="/programme/versions/$version"
        params={{ version: String(open.draft.number) }}
        search={search}
        replace
      />
    );
  }
  return (
    <Page title={t('programme.newDraft')}>
      <WaitingRows rows={4} height={120} />
      <ProblemNote
        error={version.error ?? open.error}
        onRetry={version.error ? () => void version.refetch() : open.refetch}
      />
    </Page>
  );
}
