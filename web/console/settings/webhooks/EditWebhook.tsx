import { Button, Checkbox, Modal, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import type { Webhook } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { chosenOf, nouns, TOPICS, toggled } from './topics';

/** Makes one, or changes where and about what it tells. */
export function EditWebhook(props: {
  webhook?: Webhook;
  onDone: (webhook: Webhook) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { webhook } = props;
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [topics, setTopics] = useState<string[]>(webhook?.topics ?? []);
  const make = useChange('POST /v1/webhooks');
  const change = useChange('PATCH /v1/webhooks/{webhook_id}');
  const client = useQueryClient();
  const body = { url: url.trim(), description: description.trim(), topics };
  const after = {
    onSuccess: async (done: Webhook) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks') }),
        client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks/{webhook_id}') }),
      ]);
      props.onDone(done);
    },
  };
  const submit = () =>
    webhook
      ? change.mutate({ path: { webhook_id: webhook.id }, body }, after)
      : make.mutate({ body }, after);
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(webhook ? 'webhooks.edit' : 'webhooks.add')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <TextInput
          label={t('webhooks.url')}
          description={t('webhooks.urlHint')}
          type="url"
          data-autofocus
          required
          withAsterisk={false}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t('webhooks.description')}
          maxLength={200}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <TopicChoice topics={topics} onChange={setTopics} />
        <ProblemNote error={make.error ?? change.error} />
        <Button type="submit" loading={make.isPending || change.isPending}>
          {t(webhook ? 'settings.save' : 'webhooks.add')}
        </Button>
      </Form>
    </Modal>
  );
}

function TopicChoice(props: { topics: string[]; onChange: (topics: string[]) => void }) {
  const { t } = useTexts();
  const { topics, onChange } = props;
  return (
    <fieldset className="plain-fieldset">
      <legend>{t('webhooks.topics')}</legend>
      <Text size="sm" c="dimmed" mb="sm">
        {t(topics.length === 0 ? 'webhooks.topicsAll' : 'webhooks.topicsSome')}
      </Text>
      <div className="topic-grid">
        {nouns.map((noun) => (
          <Checkbox
            key={noun}
            radius="xs"
            label={t(`topics.${noun}`)}
            description={TOPICS[noun].map((verb) => `${noun}.${verb}`).join(', ')}
            checked={chosenOf(topics, noun) === 'all'}
            indeterminate={chosenOf(topics, noun) === 'some'}
            onChange={() => onChange(toggled(topics, noun))}
          />
        ))}
      </div>
    </fieldset>
  );
}
