import { Button, Modal, NativeSelect, Text } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../texts/use';

const HOURS = [0, 1, 24, 72, 168] as const;

/** A new secret; for a while both sign, so that the receiver can change over without losing anything. */
export function Rotate(props: {
  id: string;
  onDone: (secret: string) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const [hours, setHours] = useState('24');
  const rotate = useChange('POST /v1/webhooks/{webhook_id}/rotate');
  const client = useQueryClient();
  const submit = () =>
    rotate.mutate(
      { path: { webhook_id: props.id }, body: { overlap_hours: Number(hours) } },
      {
        onSuccess: async ({ secret }) => {
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/webhooks/{webhook_id}') });
          props.onDone(secret ?? '');
        },
      },
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('webhooks.rotate')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t('webhooks.rotateText')}</Text>
        <NativeSelect
          label={t('webhooks.overlap')}
          value={hours}
          data={HOURS.map((value) => ({
            value: String(value),
            label: value === 0 ? t('webhooks.atOnce') : t('webhooks.hours', { count: value }),
          }))}
          onChange={(event) => setHours(event.currentTarget.value)}
        />
        <ProblemNote error={rotate.error} />
        <Button type="submit" loading={rotate.isPending}>
          {t('webhooks.rotate')}
        </Button>
      </Form>
    </Modal>
  );
}
