import { Stack, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { lazy, Suspense } from 'react';
import { useTexts } from '../../texts/use';
import { Sentences } from './Sentences';

const TextDiff = lazy(() => import('../editor/TextDiff'));

/** What this text changes for members, against the version in force: in words, and line by line. */
export function Changes({ text, number }: { text: string; number: number | undefined }) {
  const { t } = useTexts();
  const programme = useRead('GET /v1/programme', {});
  const base = programme.data?.version;
  const counts = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version: base ?? 0 } },
    { enabled: base !== undefined },
  );
  return (
    <Stack gap="lg">
      <section className="card">
        <Title order={2} size="h3" mb="sm">
          {t('programme.changes.words')}
        </Title>
        {number === undefined ? (
          <Text c="dimmed">{t('programme.changes.unsaved')}</Text>
        ) : (
          base !== undefined && <Between base={base} version={number} />
        )}
      </section>
      {counts.data && (
        <section className="card">
          <Title order={2} size="h3" mb="sm">
            {t('programme.changes.lines')}
          </Title>
          <Suspense fallback={<WaitingRows rows={1} height={200} />}>
            <TextDiff before={counts.data.document ?? ''} after={text} />
          </Suspense>
        </section>
      )}
    </Stack>
  );
}

/** What differs between two kept versions. */
export function Between({ base, version }: { base: number; version: number }) {
  const differences = useRead('GET /v1/programme/versions/{version}/diff', {
    path: { version },
    query: { base },
  });
  // A draft with mistakes has no view: then its things are called by their keys.
  const before = useRead('GET /v1/programme/versions/{version}/view', { path: { version: base } });
  const after = useRead('GET /v1/programme/versions/{version}/view', { path: { version } });
  if (differences.isPending || before.isPending || after.isPending)
    return <WaitingRows rows={3} height={28} />;
  if (differences.isError) {
    return <ProblemNote error={differences.error} onRetry={differences.refetch} />;
  }
  const views = [after.data, before.data].filter((view) => view !== undefined);
  return <Sentences differences={differences.data.items} views={views} />;
}
