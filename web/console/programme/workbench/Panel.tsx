import { call } from '@shared/api/call';
import type { ProgrammeView } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Changes } from '../publish/Changes';
import { Economy } from '../view/Economy';
import { Readable } from '../view/Readable';
import type { Draft } from './draft';
import type { Tab } from './search';

const Forms = lazy(() => import('../forms/Forms'));
const Wordings = lazy(() => import('../wording/Wordings'));
const DocumentTab = lazy(() => import('../editor/DocumentTab'));
const TryTab = lazy(() => import('../trying/TryTab'));
const ReplayTab = lazy(() => import('../replay/ReplayTab'));

/** What a tab shows. */
export function Panel(props: {
  tab: Tab;
  draft: Draft;
  isReadOnly: boolean;
  line: number | undefined;
  /** The version that has exactly this text, when there is one. */
  number: number | undefined;
  onShow: (tab: Tab, line?: number) => void;
}) {
  const { draft } = props;
  return (
    <Suspense fallback={<WaitingRows rows={4} height={120} />}>
      {props.tab === 'view' && <View text={draft.text} number={props.number} />}
      {props.tab === 'forms' && (
        <Forms draft={draft} onDocument={(line) => props.onShow('document', line)} />
      )}
      {props.tab === 'texts' && (
        <Wordings draft={draft} onDocument={(line) => props.onShow('document', line)} />
      )}
      {props.tab === 'document' && (
        <DocumentTab draft={draft} isReadOnly={props.isReadOnly} line={props.line} />
      )}
      {props.tab === 'changes' && <Changes text={draft.text} number={props.number} />}
      {props.tab === 'try' && <TryTab text={draft.text} />}
      {props.tab === 'replay' && <ReplayTab text={draft.text} />}
    </Suspense>
  );
}

function View({ text, number }: { text: string; number: number | undefined }) {
  const view = useQuery<ProgrammeView, Error>({
    queryKey: ['POST /v1/programme/view', text],
    queryFn: ({ signal }) =>
      call('POST /v1/programme/view', { body: { document: text } }, { signal }),
    staleTime: 60_000,
  });
  return (
    <>
      {view.isPending && <WaitingRows rows={4} height={140} />}
      <ProblemNote error={view.error} onRetry={view.refetch} />
      {view.data?.economics && (
        <div className="below">
          <Economy economics={view.data.economics} />
        </div>
      )}
      {view.data && <Readable view={view.data} version={number} />}
    </>
  );
}
