import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { ApiKey, Role } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';

const ROLES: Role[] = ['till', 'server', 'admin'];

export function AddKey(props: { onAdded: (key: ApiKey) => void; onClose: () => void }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('till');
  const add = useChange('POST /v1/api-keys');
  const submit = () =>
    add.mutate({ body: { name: name.trim(), role } }, { onSuccess: props.onAdded });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('keys.add')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <TextInput
          label={t('keys.name')}
          description={t('keys.nameHint')}
          data-autofocus
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('keys.role')}
          value={role}
          onChange={(value) => setRole(value as Role)}
        >
          <Stack gap="sm" mt="xs">
            {ROLES.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`keys.${one}`)}
                description={t(`keysText.${one}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <ProblemNote error={add.error} />
        <Button type="submit" loading={add.isPending}>
          {t('keys.add')}
        </Button>
      </Form>
    </Modal>
  );
}
