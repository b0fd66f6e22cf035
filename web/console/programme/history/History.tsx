import { Button, Group, NativeSelect, Title } from '@mantine/core';
import { call } from '@shared/api/call';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import '../programme.css';
import { RollBack } from '../publish/RollBack';
import { Compare } from './Compare';
import { VersionRow } from './VersionRow';

/** Every version: what it changed, who made it, from when to when it counted. */
export default function History() {
  const { t } = useTexts();
  const [back, setBack] = useState<number>();
  const activations = useRead('GET /v1/programme/activations', {});
  const approvals = useRead('GET /v1/approvals', { query: { state: 'all' } });
  const versions = useInfiniteQuery({
    queryKey: ['GET /v1/programme/versions', 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /v1/programme/versions',
        { query: pageParam ? { cursor: pageParam } : {} },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = versions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      {versions.isPending && <WaitingRows rows={4} height={92} />}
      <ProblemNote
        error={versions.error ?? activations.error}
        onRetry={() => void versions.refetch()}
      />
      {rows.length > 1 && <Chooser numbers={rows.map((row) => row.number)} />}
      {activations.data && (
        <ol className="rows timeline">
          {rows.map((version, index) => (
            <VersionRow
              key={version.number}
              version={version}
              before={rows[index + 1]?.number}
              isNewest={index === 0}
              activations={activations.data.items}
              approval={approvals.data?.items.find(
                (one) => one.kind === 'publish' && Number(one.subject) === version.number,
              )}
              onRollBack={() => setBack(version.number)}
            />
          ))}
        </ol>
      )}
      {versions.hasNextPage && (
        <Group justify="center">
          <Button
            variant="light"
            loading={versions.isFetchingNextPage}
            onClick={() => void versions.fetchNextPage()}
          >
            {t('history.more')}
          </Button>
        </Group>
      )}
      {back !== undefined && <RollBack version={back} onClose={() => setBack(undefined)} />}
    </Page>
  );
}

/** Any two versions side by side. */
function Chooser({ numbers }: { numbers: number[] }) {
  const { t } = useTexts();
  const [newest = 0, older = 0] = numbers;
  const [base, setBase] = useState(older);
  const [version, setVersion] = useState(newest);
  const [isOpen, setOpen] = useState(false);
  const data = numbers.map((number) => ({
    value: String(number),
    label: t('programme.version', { version: number }),
  }));
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {t('history.compare')}
      </Title>
      <Group align="end" gap="sm">
        <NativeSelect
          label={t('history.from')}
          data={data}
          value={String(base)}
          onChange={(event) => setBase(Number(event.currentTarget.value))}
        />
        <NativeSelect
          label={t('history.to')}
          data={data}
          value={String(version)}
          onChange={(event) => setVersion(Number(event.currentTarget.value))}
        />
        <Button variant="light" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'history.hide' : 'history.show')}
        </Button>
      </Group>
      {isOpen && <Compare base={base} version={version} />}
    </section>
  );
}
