import { Button, Modal, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { cardOf, isTaken, type StoreRow } from './places';

/** Names a store that is known, or one that nothing has named yet. */
export function EditStore(props: {
  store?: StoreRow;
  known: readonly StoreRow[];
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { store } = props;
  const [key, setKey] = useState(store?.id ?? '');
  const [name, setName] = useState(store?.name ?? '');
  const [address, setAddress] = useState(store?.address ?? '');
  const save = useChange('PUT /v1/stores/{store_id}');
  const client = useQueryClient();
  const taken = !store && isTaken(props.known, key);
  const isBlank = !store && (key.trim() === '' || name.trim() === '');
  const submit = () =>
    save.mutate(
      { path: { store_id: store?.id ?? key.trim() }, body: cardOf(name, address) },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/stores') });
          props.onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={store ? t('stores.editTitle', { store: store.id }) : t('stores.add')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        {!store && (
          <TextInput
            label={t('stores.key')}
            description={t('stores.keyHint')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={128}
            value={key}
            error={taken && t('stores.keyTaken')}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('stores.name')}
          description={t(store ? 'stores.nameEmpty' : 'stores.nameHint')}
          data-autofocus={store ? true : undefined}
          required={!store}
          withAsterisk={false}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('stores.address')}
          maxLength={200}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <ProblemNote error={save.error} />
        <Button type="submit" loading={save.isPending} disabled={taken || isBlank}>
          {t(store ? 'settings.save' : 'stores.add')}
        </Button>
      </Form>
    </Modal>
  );
}
