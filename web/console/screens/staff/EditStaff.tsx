import { Button, Modal, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Staff, StaffChangeBody as StaffChange } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { PinField, RoleField } from './fields';

/** Name, address, role and PIN. Nobody changes their own role. */
export function EditStaff(props: {
  staff: Staff;
  isMe: boolean;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { staff } = props;
  const [name, setName] = useState(staff.name);
  const [email, setEmail] = useState(staff.email ?? '');
  const [role, setRole] = useState(staff.role);
  const [pin, setPin] = useState('');
  const change = useChange('PATCH /v1/staff/{staff_id}');
  const submit = () => {
    const body: StaffChange = {};
    if (name.trim() !== staff.name) body.name = name.trim();
    if (email.trim() && email.trim() !== staff.email) body.email = email.trim();
    if (role !== staff.role) body.role = role;
    if (pin) body.pin = pin;
    if (Object.keys(body).length === 0) return props.onClose();
    change.mutate({ path: { staff_id: staff.id }, body }, { onSuccess: props.onDone });
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('staff.editTitle', { name: staff.name })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <TextInput
          label={t('field.name')}
          data-autofocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {role !== 'cashier' && (
          <TextInput
            type="email"
            label={t('field.email')}
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        )}
        <RoleField value={role} disabled={props.isMe} onChange={setRole} />
        <PinField
          value={pin}
          hint={staff.has_pin ? t('field.pinKeep') : t('field.pinHint')}
          isNeeded={role === 'cashier' && !staff.has_pin}
          onChange={setPin}
        />
        <ProblemNote error={change.error} />
        <Button type="submit" loading={change.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}
