import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Change, Membership } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { isZero } from '@shared/decimal/decimal';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { refundOf } from './refund';

/** Ends a membership with all its terms. What goes back of the fee, the programme says. */
export function CancelMembership(props: {
  memberId: string;
  membership: Membership;
  onDone: (told: string) => void;
  onClose: () => void;
}) {
  const { memberId, membership, onDone, onClose } = props;
  const { t, format } = useTexts();
  const [reason, setReason] = useState('');
  const cancel = useChange('POST /v1/members/{member_id}/memberships/{membership}/cancel');
  const told = (change: Change) => {
    const money = refundOf(change);
    return isZero(money)
      ? t('membership.ended', { name: membership.name })
      : t('membership.paidBack', { amount: format.money(money, membership.currency) });
  };
  const submit = () => {
    const said = reason.trim();
    cancel.mutate(
      {
        path: { member_id: memberId, membership: membership.membership },
        body: said ? { reason: said } : {},
      },
      { onSuccess: (change) => onDone(told(change)) },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('membership.endTitle', { name: membership.name })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t('membership.endText')}</Text>
        <TextInput
          label={t('coupon.reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNote error={cancel.error} />
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button type="submit" color="bad" loading={cancel.isPending}>
            {t('membership.end')}
          </Button>
        </Group>
      </Form>
    </Modal>
  );
}
