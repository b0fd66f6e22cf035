import { Button, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import type { Item } from '../document/items';
import { useWords } from '../document/useWords';
import type { useActive } from '../useActive';

/** As many as the server makes at once. */
const MOST = 10_000;

export function MakeBatch(props: {
  items: Item[];
  active: ReturnType<typeof useActive>;
  onClose: () => void;
}) {
  const { t, format } = useTexts();
  const { items, active } = props;
  const words = useWords(active.document);
  const [coupon, setCoupon] = useState(items[0]?.key ?? '');
  const [count, setCount] = useState('100');
  const make = useChange('POST /v1/coupon-batches');
  const client = useQueryClient();
  const navigate = useNavigate();
  const chosen = items.find(({ key }) => key === coupon);
  const submit = () =>
    make.mutate(
      { body: { coupon, count: Number(count) } },
      {
        onSuccess: async (batch) => {
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/coupon-batches') });
          await navigate({ to: '/offers/coupons/$batch', params: { batch: batch.id } });
        },
      },
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('coupons.make')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <NativeSelect
          label={t('coupons.which')}
          data={items.map(({ key, name }) => ({ value: key, label: name }))}
          value={coupon}
          onChange={(event) => setCoupon(event.currentTarget.value)}
        />
        {chosen && (
          <Text size="sm" c="dimmed">
            {[words.head(chosen), ...words.terms(chosen)].filter(Boolean).join(' · ')}
          </Text>
        )}
        <TextInput
          label={t('coupons.howMany')}
          description={t('coupons.most', { most: format.number(MOST) })}
          type="number"
          min={1}
          max={MOST}
          step={1}
          inputMode="numeric"
          required
          withAsterisk={false}
          data-autofocus
          value={count}
          onChange={(event) => setCount(event.currentTarget.value)}
        />
        <ProblemNote error={make.error} />
        <Button type="submit" loading={make.isPending}>
          {t('coupons.makeThem')}
        </Button>
      </Form>
    </Modal>
  );
}
