import { Button, Modal, TextInput } from '@mantine/core';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';

/** A "no" needs a reason: whoever asked wants to know. */
export function Decline(props: {
  isBusy: boolean;
  error: unknown;
  onDecline: (reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('approvals.declineTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={() => reason.trim() && props.onDecline(reason.trim())}>
        <TextInput
          label={t('approvals.reason')}
          data-autofocus
          required
          withAsterisk={false}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNote error={props.error} />
        <Button type="submit" color="bad" loading={props.isBusy} disabled={!reason.trim()}>
          {t('approvals.decline')}
        </Button>
      </Form>
    </Modal>
  );
}
