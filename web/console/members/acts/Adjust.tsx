import { Button, Modal, NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { sum } from '@shared/decimal/decimal';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import type { ActProps } from './Acts';
import { amountOf, isWaiting } from './adjustment';

/** Gives or takes units, with the reason that the member will read. */
export function Adjust({ member, onDone, onClose }: ActProps) {
  const { t, locale } = useTexts();
  const { units, counted, amount } = useUnits();
  const [unit, setUnit] = useState('');
  const [direction, setDirection] = useState<'give' | 'take'>('give');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const adjust = useChange('POST /v1/members/{member_id}/adjustments');
  const chosen = units.find((one) => one.key === unit) ?? units[0];
  const value = amountOf(text, direction, chosen?.scale ?? 0, locale);
  const balance = member.balances.find((one) => one.unit === chosen?.key)?.spendable ?? '0';
  const submit = () => {
    if (!chosen || !value) return;
    adjust.mutate(
      {
        path: { member_id: member.id },
        body: { unit: chosen.key, amount: value, reason: reason.trim() },
      },
      {
        onSuccess: (answer) =>
          onDone(
            isWaiting(answer)
              ? t('adjust.waits')
              : t('adjust.done', { amount: counted(chosen.key, value) }),
          ),
      },
    );
  };
  const { error } = adjust;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('adjust.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <SegmentedControl
          fullWidth
          aria-label={t('adjust.direction')}
          value={direction}
          onChange={(next) => setDirection(next as 'give' | 'take')}
          data={[
            { value: 'give', label: t('adjust.give') },
            { value: 'take', label: t('adjust.take') },
          ]}
        />
        {units.length > 1 && (
          <NativeSelect
            label={t('adjust.unit')}
            value={chosen?.key ?? ''}
            data={units.map((one) => ({ value: one.key, label: one.name }))}
            onChange={(event) => setUnit(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('adjust.amount', { unit: chosen?.name ?? '' })}
          inputMode="decimal"
          data-autofocus
          required
          withAsterisk={false}
          value={text}
          error={text !== '' && !value ? t('adjust.amountWrong') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          label={t('adjust.reason')}
          description={t('adjust.reasonHint')}
          required
          withAsterisk={false}
          maxLength={500}
          value={reason}
          error={error instanceof ApiProblem ? error.at('/reason') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {chosen && (
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('adjust.then', {
              before: amount(chosen.key, balance),
              after: amount(chosen.key, value ? sum([balance, value]) : balance),
            })}
          </Text>
        )}
        <ProblemNote error={error} />
        <Button type="submit" loading={adjust.isPending} disabled={!value || !reason.trim()}>
          {t(direction === 'give' ? 'adjust.give' : 'adjust.take')}
        </Button>
      </Form>
    </Modal>
  );
}
