import { Button, Checkbox, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { moneyScale, typedDecimal } from '@shared/decimal/typed';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import type { MembershipKind } from '../document/book';
import type { ActProps } from './Acts';

/** Sells a term of a membership, or lets them try it. Whoever has one gets a further term after it. */
export function SellMembership(props: ActProps & { kinds: MembershipKind[] }) {
  const { member, kinds, onDone, onClose } = props;
  const { t, locale, format } = useTexts();
  const { currency = 'EUR' } = useUnits();
  const [kind, setKind] = useState(kinds[0]);
  const [isTrial, setTrial] = useState(false);
  const [typed, setTyped] = useState('');
  const sell = useChange('POST /v1/members/{member_id}/memberships');
  const amount = typedDecimal(typed, moneyScale(currency), locale);
  const paid = amount?.startsWith('-') ? undefined : amount;
  const isWrong = !isTrial && typed.trim() !== '' && paid === undefined;
  const submit = () => {
    if (!kind || isWrong) return;
    const price = !isTrial && paid !== undefined ? { paid } : {};
    sell.mutate(
      {
        path: { member_id: member.id },
        body: { membership: kind.key, ...(isTrial ? { trial: true } : price) },
      },
      {
        onSuccess: () =>
          onDone(t(isTrial ? 'membership.tried' : 'membership.sold', { name: kind.name })),
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('membership.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <NativeSelect
          label={t('membership.which')}
          data-autofocus
          value={kind?.key ?? ''}
          data={kinds.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setKind(kinds.find(({ key }) => key === value));
            setTrial(false);
          }}
        />
        {kind?.hasTrial && (
          <Checkbox
            label={t('membership.trial')}
            description={t('membership.trialHint')}
            checked={isTrial}
            onChange={(event) => setTrial(event.currentTarget.checked)}
          />
        )}
        {!isTrial && (
          <TextInput
            label={`${t('membership.paid')}, ${currency}`}
            description={t('membership.paidHint', {
              fee: format.money(kind?.fee ?? '0', currency),
            })}
            inputMode="decimal"
            value={typed}
            error={isWrong ? t('membership.paidWrong') : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {!isTrial && (
          <Text size="sm" c="dimmed">
            {t('membership.further')}
          </Text>
        )}
        <ProblemNote error={sell.error} />
        <Button type="submit" loading={sell.isPending} disabled={!kind || isWrong}>
          {t(isTrial ? 'membership.try' : 'membership.sell')}
        </Button>
      </Form>
    </Modal>
  );
}
