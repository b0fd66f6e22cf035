import { Button, Modal, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Till } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { StoreField } from './StoreField';

export function AddTill({
  known,
  onAdded,
  onClose,
}: {
  /** Stores to choose from. */
  known: readonly string[];
  onAdded: (till: Till) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [store, setStore] = useState('');
  const add = useChange('POST /v1/tills');
  const submit = () =>
    add.mutate({ body: { name: name.trim(), store: store.trim() } }, { onSuccess: onAdded });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tills.add')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <TextInput
          label={t('tills.name')}
          description={t('tills.nameHint')}
          data-autofocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <StoreField known={known} value={store} onChange={setStore} />
        <ProblemNote error={add.error} />
        <Button type="submit" loading={add.isPending}>
          {t('tills.add')}
        </Button>
      </Form>
    </Modal>
  );
}
