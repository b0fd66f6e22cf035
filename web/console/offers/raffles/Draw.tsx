import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import type { Raffle } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../texts/use';

/** Draws once and for all; a number of the day from outside makes it provable that nobody chose the winners. */
export function Draw({ raffle, onClose }: { raffle: Raffle; onClose: () => void }) {
  const { t } = useTexts();
  const [value, setValue] = useState('');
  const draw = useChange('POST /v1/raffles/{raffle}/draw');
  const client = useQueryClient();
  const navigate = useNavigate();
  const path = { raffle: raffle.raffle };
  const submit = () =>
    draw.mutate(
      { path, body: value.trim() ? { public: value.trim() } : {} },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/raffles') });
          await navigate({ to: '/offers/raffles/$raffle', params: path });
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('raffles.drawTitle', { name: raffle.name })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t('raffles.drawText')}</Text>
        <TextInput
          label={t('raffles.public')}
          description={t('raffles.publicHint')}
          data-autofocus
          maxLength={200}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <ProblemNote error={draw.error} />
        <Stack gap="xs">
          <Button type="submit" loading={draw.isPending}>
            {t('raffles.draw')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Stack>
      </Form>
    </Modal>
  );
}
