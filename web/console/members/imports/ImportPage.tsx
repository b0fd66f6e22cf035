import '../members.css';
import { Alert, Badge, Button, Group, Progress, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Import } from '@shared/api/types';
import { Copy } from '@shared/components/Copy';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm } from '../../screens/Confirm';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { BackToMembers } from '../profile/Back';
import { needsColleague } from './colleague';
import { Preview } from './Preview';
import { RowErrors } from './RowErrors';
import { isAtWork, STATE_COLOURS } from './states';

const route = getRouteApi('/inside/members/imports/$importId');
const LOOK_MS = 1000;

/** One import: checked, then started, watched, and taken back if it was wrong. */
export default function ImportPage() {
  const { t } = useTexts();
  const { importId } = route.useParams();
  const [isWatched, setWatched] = useState(true);
  const read = useRead(
    'GET /v1/imports/{import_id}',
    { path: { import_id: importId } },
    { everyMs: isWatched ? LOOK_MS : undefined },
  );
  const shouldWatch = isAtWork(read.data?.state);
  if (read.data && shouldWatch !== isWatched) setWatched(shouldWatch);
  return (
    <Page title={t('imports.one')}>
      <BackToMembers />
      {read.isPending && <WaitingRows rows={3} height={120} />}
      <ProblemNote error={read.error} onRetry={read.refetch} />
      {read.data && <Whole run={read.data} onStarted={() => setWatched(true)} />}
    </Page>
  );
}

function Whole({ run, onStarted }: { run: Import; onStarted: () => void }) {
  const { t } = useTexts();
  return (
    <>
      <section className="card" aria-live="polite">
        <Group justify="space-between">
          <Text fw={650} size="lg">
            {[run.file_name, t('imports.rows', { count: run.total })].filter(Boolean).join(' · ')}
          </Text>
          <Badge variant="light" color={STATE_COLOURS[run.state]} tt="none">
            {t(`import.${run.state}`)}
          </Badge>
        </Group>
        <State run={run} />
        {run.trouble && (
          <Text c="bad" mt="xs" role="alert">
            {run.trouble}
          </Text>
        )}
        <Steps run={run} onStarted={onStarted} />
      </section>
      {run.state === 'checked' && <Preview run={run} />}
      <RowErrors run={run} />
    </>
  );
}

function State({ run }: { run: Import }) {
  const { t } = useTexts();
  if (run.state === 'checked') {
    const good = run.total - run.failed;
    return (
      <Text mt="xs">
        {t('imports.ready', { count: good })}
        {run.failed > 0 && ` ${t('imports.skipped', { count: run.failed })}`}
      </Text>
    );
  }
  const share = run.total === 0 ? 100 : (100 * run.done) / run.total;
  return (
    <>
      {isAtWork(run.state) && (
        <Progress
          value={share}
          size="lg"
          my="sm"
          aria-label={t('imports.progress', { done: run.done, total: run.total })}
        />
      )}
      <Text mt="xs">
        {run.state === 'undone'
          ? t('imports.undoneText')
          : t('imports.progress', { done: run.done, total: run.total })}
      </Text>
    </>
  );
}

/** What can be done next. */
function Steps({ run, onStarted }: { run: Import; onStarted: () => void }) {
  const { t } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const start = useChange('POST /v1/imports/{import_id}/start');
  const undo = useChange('POST /v1/imports/{import_id}/undo');
  const client = useQueryClient();
  const input = { path: { import_id: run.id } };
  const done = (answer: Import) => {
    setAsking(false);
    client.setQueryData(nameOf('GET /v1/imports/{import_id}', { path: input.path }), answer);
    void client.invalidateQueries({ queryKey: nameOf('GET /v1/imports') });
    onStarted();
  };
  const hasRows = run.total > run.failed;
  const needsOther = needsColleague(run, start.error);
  return (
    <>
      {needsOther ? (
        <Alert color="warn" variant="light" mt="md" title={t('imports.otherTitle')}>
          <Text size="sm" mb="sm">
            {t('imports.otherText')}
          </Text>
          <Copy text={window.location.href} label={t('imports.copyAddress')} />
        </Alert>
      ) : (
        <ProblemNote error={start.error} />
      )}
      <Group mt="md" gap="xs">
        {run.state === 'checked' && !needsOther && (
          <Button
            disabled={!hasRows}
            loading={start.isPending}
            onClick={() => start.mutate(input, { onSuccess: done })}
          >
            {t('imports.start', { count: run.total - run.failed })}
          </Button>
        )}
        {run.state === 'failed' && !needsOther && (
          <Button
            loading={start.isPending}
            onClick={() => start.mutate(input, { onSuccess: done })}
          >
            {t('imports.goOn')}
          </Button>
        )}
        {run.state === 'checked' && (
          <Button component={Link} to="/members/imports" variant="default">
            {t('imports.otherFile')}
          </Button>
        )}
        {run.state === 'done' && (
          <Button component={Link} to="/members">
            {t('imports.toMembers')}
          </Button>
        )}
        {(run.state === 'done' || run.state === 'failed') && (
          <Button variant="outline" color="bad" onClick={() => setAsking(true)}>
            {t('imports.undo')}
          </Button>
        )}
      </Group>
      {isAsking && (
        <Confirm
          title={t('imports.undoTitle')}
          text={t('imports.undoText')}
          act={t('imports.undo')}
          isBusy={undo.isPending}
          error={undo.error}
          onClose={() => setAsking(false)}
          onAct={() => undo.mutate(input, { onSuccess: done })}
        />
      )}
    </>
  );
}
