import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { call } from '@shared/api/call';
import { useChange } from '@shared/api/hooks';
import type { RenderedTemplate, SampleReceipt, Template } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconArrowLeft, IconRocket } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { usePublishing } from '../publish/publishing';
import { renewProgramme } from '../publish/renew';
import type { TrialLine } from '../trying/basket';
import { QuoteResult } from '../trying/QuoteResult';
import { Economy } from '../view/Economy';
import { QuestionInput } from './QuestionInput';
import type { Shop } from './ShopStep';

/** What it will cost and what receipts will look like, before anything counts. */
export function PreviewStep(props: {
  shop: Shop;
  template: Template;
  onBack: () => void;
  onLive: (outcome: 'inForce' | 'waiting') => void;
}) {
  const { t, locale } = useTexts();
  const { shop, template } = props;
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [asked] = useDebouncedValue(answers, 350);
  const rendered = useQuery<RenderedTemplate, Error>({
    queryKey: ['POST /v1/templates/{template}/render', template.key, shop, locale, asked],
    queryFn: ({ signal }) =>
      call(
        'POST /v1/templates/{template}/render',
        {
          path: { template: template.key },
          body: { ...shop, name: shop.name.trim(), locale, answers: asked },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const go = useGoingLive(props.onLive);
  const isCurrent = asked === answers && !rendered.isPlaceholderData;
  return (
    <Stack gap="lg">
      <div className="first-preview">
        <Stack gap="lg">
          {rendered.data && <Economy economics={rendered.data.economics} />}
          {template.questions.length > 0 && (
            <section className="card">
              <Title order={2} size="h3" mb="sm">
                {t('first.questions')}
              </Title>
              <Stack gap="md">
                {template.questions.map((question) => (
                  <QuestionInput
                    key={question.key}
                    question={question}
                    currency={shop.currency}
                    value={answers[question.key] ?? question.default}
                    onChange={(value) => setAnswers((old) => ({ ...old, [question.key]: value }))}
                  />
                ))}
              </Stack>
            </section>
          )}
        </Stack>
        <Stack gap="lg" aria-live="polite">
          {rendered.isPending && <WaitingRows rows={2} height={220} />}
          <ProblemNote error={rendered.error} onRetry={rendered.refetch} />
          {rendered.data?.samples.map((sample) => (
            <SampleCard key={sample.title} sample={sample} />
          ))}
        </Stack>
      </div>
      <ProblemNote error={go.error} />
      <section className="draft-bar" aria-label={t('first.preview')}>
        <Button variant="default" leftSection={<IconArrowLeft size={18} />} onClick={props.onBack}>
          {t('first.other')}
        </Button>
        <Group gap="sm">
          <Text size="sm" c="dimmed" visibleFrom="sm">
            {t('first.safe')}
          </Text>
          <Button
            size="md"
            leftSection={<IconRocket size={20} />}
            loading={go.isPending}
            disabled={!rendered.data?.findings.valid || !isCurrent}
            onClick={() => rendered.data && go.mutate(rendered.data.document)}
          >
            {t('first.live')}
          </Button>
        </Group>
      </section>
    </Stack>
  );
}

/** Keeps the document, publishes it, lets it count: one click for whoever starts. */
function useGoingLive(onLive: (outcome: 'inForce' | 'waiting') => void) {
  const upload = useChange('POST /v1/programme/versions');
  const publish = usePublishing();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (document: string) => {
      const version = await upload.mutateAsync({ body: { document } });
      return publish(version, {});
    },
    onSuccess: async (outcome) => {
      onLive(outcome === 'waiting' ? 'waiting' : 'inForce');
      await renewProgramme(client);
      await client.invalidateQueries({ queryKey: ['GET /v1/summary'] });
    },
  });
}

function SampleCard({ sample }: { sample: SampleReceipt }) {
  const lines = sample.receipt.lines.map(
    (line): TrialLine => ({
      name: line.name ?? '',
      category: line.name ?? line.category ?? '',
      quantity: line.quantity ?? '1',
      price: line.price ?? '',
    }),
  );
  return (
    <section className="card">
      <Title order={2} size="h4" mb="sm">
        {sample.title}
      </Title>
      <QuoteResult quote={{ ...sample.quote, others: [] }} lines={lines} />
    </section>
  );
}
