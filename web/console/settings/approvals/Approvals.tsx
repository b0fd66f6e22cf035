import { Anchor, Button, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { ApprovalSettings } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';

/** What a second person has to agree to. */
export default function Approvals() {
  const { t } = useTexts();
  const settings = useRead('GET /v1/settings/approvals', {});
  return (
    <Page title={t('secondPair.title')} lead={t('secondPair.lead')}>
      {settings.isPending && <WaitingRows rows={2} height={130} />}
      <ProblemNote error={settings.error} onRetry={settings.refetch} />
      {settings.data && <Editing settings={settings.data} />}
    </Page>
  );
}

function Editing({ settings }: { settings: ApprovalSettings }) {
  const { t } = useTexts();
  const [hasLimit, setHasLimit] = useState(settings.adjustment_limit !== null);
  const [limit, setLimit] = useState(settings.adjustment_limit ?? '1000');
  const [publish, setPublish] = useState(settings.publish);
  const save = useChange('PUT /v1/settings/approvals');
  const client = useQueryClient();
  const submit = () =>
    save.mutate(
      { body: { adjustment_limit: hasLimit ? limit : null, publish } },
      {
        onSuccess: () =>
          client.invalidateQueries({ queryKey: nameOf('GET /v1/settings/approvals') }),
      },
    );
  return (
    <Form onSubmit={submit}>
      <section className="card">
        <Title order={2} size="h4" mb="md">
          {t('secondPair.adjustments')}
        </Title>
        <Stack>
          <Switch
            size="md"
            label={t('secondPair.limited')}
            description={t('secondPair.limitedText')}
            checked={hasLimit}
            onChange={(event) => setHasLimit(event.currentTarget.checked)}
          />
          {hasLimit && (
            <TextInput
              label={t('secondPair.limit')}
              description={t('secondPair.limitHint')}
              type="number"
              min={0}
              step="any"
              inputMode="decimal"
              required
              withAsterisk={false}
              maw={280}
              value={limit}
              onChange={(event) => setLimit(event.currentTarget.value)}
            />
          )}
        </Stack>
      </section>
      <section className="card">
        <Title order={2} size="h4" mb="md">
          {t('secondPair.programme')}
        </Title>
        <Switch
          size="md"
          label={t('secondPair.publish')}
          description={t('secondPair.publishText')}
          checked={publish}
          onChange={(event) => setPublish(event.currentTarget.checked)}
        />
      </section>
      <Text size="sm" c="dimmed">
        {t('secondPair.where')}{' '}
        <Anchor component={Link} to="/members/approvals" size="sm" underline="always">
          {t('secondPair.toQueue')}
        </Anchor>
      </Text>
      <ProblemNote error={save.error} />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('settings.save')}
        </Button>
      </div>
      <Text role="status" size="sm" c="var(--t-good-text)">
        {save.isSuccess && t('settings.saved')}
      </Text>
    </Form>
  );
}
