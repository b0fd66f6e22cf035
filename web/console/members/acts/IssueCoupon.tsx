import { Button, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { GrantedCoupon } from '@shared/api/types';
import { Copy } from '@shared/components/Copy';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import type { ActProps } from './Acts';
import { useRenew } from './useRenew';

/** Gives one of the programme's coupons; its code is there to be read out at once. */
export function IssueCoupon({ member, onDone, onClose }: ActProps) {
  const { t } = useTexts();
  const coupons = useBook()?.coupons;
  const renew = useRenew(member.id);
  const [key, setKey] = useState('');
  const [reason, setReason] = useState('');
  const [given, setGiven] = useState<GrantedCoupon>();
  const issue = useChange('POST /v1/members/{member_id}/coupons');
  const coupon = key || coupons?.[0]?.key;
  const submit = () => {
    if (!coupon) return;
    const said = reason.trim();
    issue.mutate(
      { path: { member_id: member.id }, body: said ? { coupon, reason: said } : { coupon } },
      {
        onSuccess: (change) => {
          void renew();
          const [first] = change.coupons;
          if (first) setGiven(first);
          else onDone(t('coupon.done'));
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('coupon.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {given && <Given coupon={given} onClose={() => onDone(t('coupon.done'))} />}
      {!given && coupons?.length === 0 && <Text>{t('coupon.none')}</Text>}
      {!given && coupons?.length !== 0 && (
        <Form onSubmit={submit}>
          <NativeSelect
            label={t('coupon.which')}
            data-autofocus
            value={coupon ?? ''}
            data={coupons?.map((one) => ({ value: one.key, label: one.name })) ?? []}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <TextInput
            label={t('coupon.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemNote error={issue.error} />
          <Button type="submit" disabled={!coupon} loading={issue.isPending}>
            {t('acts.coupon')}
          </Button>
        </Form>
      )}
    </Modal>
  );
}

function Given({ coupon, onClose }: { coupon: GrantedCoupon; onClose: () => void }) {
  const { t } = useTexts();
  const when = useWhen();
  return (
    <Stack>
      <Text role="status">{t('coupon.done')}</Text>
      <div className="big-code code coupon-code">{coupon.code}</div>
      {coupon.until && (
        <Text c="dimmed">{t('members.until', { when: when.day(coupon.until) })}</Text>
      )}
      <Copy text={coupon.code} />
      <Button onClick={onClose}>{t('close')}</Button>
    </Stack>
  );
}
