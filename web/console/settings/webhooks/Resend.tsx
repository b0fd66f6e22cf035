import { Button, Modal, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { clockText, momentOf } from '../../reports/calendar';
import { useNow } from '../../shell/useNow';
import { useZone } from '../../shell/when';
import { useTexts } from '../../texts/use';

const DAY = 86_400_000;

/** Everything that was given up since a moment, once more. */
export function Resend({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTexts();
  const zone = useZone();
  const now = useNow();
  const [since, setSince] = useState(() => clockText(new Date(+now - DAY), zone));
  const resend = useChange('POST /v1/webhooks/{webhook_id}/resend');
  const client = useQueryClient();
  const submit = () =>
    resend.mutate(
      { path: { webhook_id: id }, body: { since: momentOf(since, zone) } },
      {
        onSuccess: async () => {
          await client.invalidateQueries({
            queryKey: nameOf('GET /v1/webhooks/{webhook_id}/deliveries'),
          });
          onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhooks.resendSince')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t('webhooks.resendText')}</Text>
        <TextInput
          type="datetime-local"
          label={t('webhooks.since')}
          required
          withAsterisk={false}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <ProblemNote error={resend.error} />
        <Button type="submit" loading={resend.isPending}>
          {t('webhooks.resend')}
        </Button>
      </Form>
    </Modal>
  );
}
