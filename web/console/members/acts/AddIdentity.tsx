import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { IdentityKind } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';

const KINDS = ['phone', 'email', 'card', 'external_id', 'token'] as const;
const MODES = {
  phone: 'tel',
  email: 'email',
  card: 'numeric',
  external_id: 'text',
  token: 'text',
} as const;

export function AddIdentity(props: { memberId: string; onDone: () => void; onClose: () => void }) {
  const { t } = useTexts();
  const [kind, setKind] = useState<IdentityKind>('phone');
  const [value, setValue] = useState('');
  const add = useChange('POST /v1/members/{member_id}/identities');
  const submit = () =>
    add.mutate(
      { path: { member_id: props.memberId }, body: { kind, value: value.trim() } },
      { onSuccess: props.onDone },
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('members.addIdentity')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <NativeSelect
          label={t('identity.kind')}
          value={kind}
          data={KINDS.map((one) => ({ value: one, label: t(`identity.${one}`) }))}
          onChange={(event) => setKind(event.currentTarget.value as IdentityKind)}
        />
        <TextInput
          label={t(`identity.${kind}`)}
          inputMode={MODES[kind]}
          autoComplete="off"
          data-autofocus
          required
          withAsterisk={false}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <ProblemNote error={add.error} />
        <Button type="submit" loading={add.isPending} disabled={!value.trim()}>
          {t('members.addIdentity')}
        </Button>
      </Form>
    </Modal>
  );
}
