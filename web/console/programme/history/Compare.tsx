import { Stack } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { lazy, Suspense } from 'react';
import { Between } from '../publish/Changes';

const TextDiff = lazy(() => import('../editor/TextDiff'));

/** What differs between two versions, in words and line by line. */
export function Compare({ base, version }: { base: number; version: number }) {
  const before = useRead('GET /v1/programme/versions/{version}', { path: { version: base } });
  const after = useRead('GET /v1/programme/versions/{version}', { path: { version } });
  const error = before.error ?? after.error;
  return (
    <Stack gap="md" mt="md">
      <Between base={base} version={version} />
      <ProblemNote error={error} />
      {before.data && after.data ? (
        <Suspense fallback={<WaitingRows rows={1} height={200} />}>
          <TextDiff before={before.data.document ?? ''} after={after.data.document ?? ''} />
        </Suspense>
      ) : (
        !error && <WaitingRows rows={1} height={200} />
      )}
    </Stack>
  );
}
