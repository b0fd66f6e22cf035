import { useDebouncedValue } from '@mantine/hooks';
import { call } from '@shared/api/call';
import type { Quote } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTexts } from '../../texts/use';
import { at, plainOf, textOf } from '../document/model';
import { readsOf, sampleOf, tryOf } from './basket';
import { QuoteResult } from './QuoteResult';
import { TrialForm } from './TrialForm';

/** One receipt under this text: what it gives, and why, a moment after every change. */
export default function TryTab({ text }: { text: string }) {
  const { t, locale } = useTexts();
  const root = useMemo(() => plainOf(text), [text]);
  const [trial, setTrial] = useState(() => sampleOf(root));
  const reads = useMemo(() => readsOf(root, locale), [root, locale]);
  const [asked] = useDebouncedValue(
    useMemo(() => tryOf(trial, text, reads), [trial, text, reads]),
    350,
  );
  const quote = useQuery<Quote, Error>({
    queryKey: ['POST /v1/programme/try', asked],
    queryFn: ({ signal }) =>
      asked
        ? call('POST /v1/programme/try', { body: asked }, { signal })
        : Promise.reject(new Error('nothing to ask')),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
  const currency = textOf(at(root, ['programme', 'currency'])) ?? '';
  return (
    <div className="try">
      <TrialForm trial={trial} root={root} currency={currency} reads={reads} onChange={setTrial} />
      <section className="card try-result" aria-label={t('try.result')} aria-live="polite">
        {quote.isPending && <WaitingRows rows={3} height={60} />}
        <ProblemNote error={quote.error} onRetry={quote.refetch} />
        {quote.data && !quote.isError && <QuoteResult quote={quote.data} lines={trial.lines} />}
      </section>
    </div>
  );
}
