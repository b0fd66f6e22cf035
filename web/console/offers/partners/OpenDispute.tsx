import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { nameOf as queryName, useChange } from '@shared/api/hooks';
import type { Settlement } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { moneyScale, typedDecimal } from '@shared/decimal/typed';
import { may, useSession } from '@shared/session/session';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../texts/use';

interface Props {
  told: Pick<Settlement, 'currency' | 'period'>;
  /** About whose numbers it may be. */
  choices: string[];
  nameOf: (party: string) => string;
  onClose: () => void;
}

export function OpenDispute({ told, choices, nameOf, onClose }: Props) {
  const { t, locale } = useTexts();
  const { data: session } = useSession();
  const isOwn = may(session, 'own_firm') && !may(session, 'money.settle');
  const [party, setParty] = useState(choices[0] ?? '');
  const [claimed, setClaimed] = useState('');
  const [reason, setReason] = useState('');
  const open = useChange('POST /v1/settlements/{period}/disputes');
  const client = useQueryClient();
  const navigate = useNavigate();
  const amount = typedDecimal(claimed, moneyScale(told.currency), locale);
  const submit = () =>
    open.mutate(
      {
        path: { period: told.period },
        body: { party, reason: reason.trim(), ...(amount ? { claimed: amount } : {}) },
      },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: queryName('GET /v1/disputes') });
          await navigate({ to: '/offers/partners/disputes' });
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('disputes.open')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        {choices.length > 1 && (
          <NativeSelect
            label={t('partners.party')}
            data={choices.map((value) => ({ value, label: nameOf(value) }))}
            value={party}
            onChange={(event) => setParty(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t(isOwn ? 'disputes.claimedOwn' : 'disputes.claimed', {
            currency: told.currency,
          })}
          description={t('disputes.claimedHint')}
          inputMode="decimal"
          value={claimed}
          error={claimed && !amount ? t('disputes.noAmount') : undefined}
          onChange={(event) => setClaimed(event.currentTarget.value)}
        />
        <Textarea
          label={t('disputes.reason')}
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNote error={open.error} />
        <Button type="submit" loading={open.isPending} disabled={claimed !== '' && !amount}>
          {t('disputes.open')}
        </Button>
      </Form>
    </Modal>
  );
}
