import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useChange, useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { Empty } from '@shared/components/Empty';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconClock } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { clockText, momentOf } from '../../reports/calendar';
import { Page } from '../../shell/Page';
import { useWhen, useZone } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { later, type Step } from './moments';

const STEPS: Step[] = ['hour', 'day', 'week', 'month', 'year'];

/** In test mode time can be moved: points expire, birthdays come, tiers end, without waiting. */
export default function ClockPage() {
  const { t } = useTexts();
  const clock = useRead('GET /v1/sandbox/clock', {}, { everyMs: 30_000 });
  const isMissing = clock.error instanceof ApiProblem && clock.error.status === 404;
  return (
    <Page title={t('clock.title')} lead={t('clock.lead')}>
      {clock.isPending && <WaitingRows rows={1} height={200} />}
      {!isMissing && <ProblemNote error={clock.error} onRetry={clock.refetch} />}
      {isMissing && (
        <Empty
          icon={<IconClock size={32} />}
          title={t('clock.offTitle')}
          text={t('clock.offText')}
          action={<pre className="command">tessera serve --sandbox</pre>}
        />
      )}
      {clock.data && <Moving now={new Date(clock.data.now)} />}
    </Page>
  );
}

function Moving({ now }: { now: Date }) {
  const { t } = useTexts();
  const when = useWhen();
  const zone = useZone();
  const [typed, setTyped] = useState('');
  const move = useChange('PUT /v1/sandbox/clock');
  const client = useQueryClient();
  // Whatever is on other screens may have changed with the time.
  const to = (moment: Date) =>
    move.mutate(
      { body: { now: moment.toISOString() } },
      { onSuccess: () => client.invalidateQueries() },
    );
  return (
    <section className="card">
      <Text c="dimmed">{t('clock.now')}</Text>
      <p className="figure-value" role="status" style={{ margin: 0 }}>
        {when.moment(now.toISOString())}
      </p>
      <Title order={2} size="h4" mt="lg" mb="sm">
        {t('clock.forward')}
      </Title>
      <Group gap="xs">
        {STEPS.map((step) => (
          <Button
            key={step}
            variant="light"
            disabled={move.isPending}
            onClick={() => to(later(now, step, zone))}
          >
            {t(`clock.${step}`)}
          </Button>
        ))}
      </Group>
      <Stack mt="lg" maw={360}>
        <Form onSubmit={() => to(new Date(momentOf(typed, zone)))}>
          <TextInput
            type="datetime-local"
            label={t('clock.to')}
            min={clockText(now, zone)}
            required
            withAsterisk={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" loading={move.isPending} disabled={!typed}>
            {t('clock.move')}
          </Button>
        </Form>
      </Stack>
      <ProblemNote error={move.error} />
      <Alert role="note" color="warn" variant="light" mt="lg">
        {t('clock.never')}
      </Alert>
    </section>
  );
}
