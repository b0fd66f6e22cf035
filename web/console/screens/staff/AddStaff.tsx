import { Button, Modal, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { NewStaffBody as NewStaff, Staff, StaffRole } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { PinField, RoleField } from './fields';

export function AddStaff({
  onAdded,
  onClose,
}: {
  onAdded: (staff: Staff) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const [role, setRole] = useState<StaffRole>('cashier');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [partner, setPartner] = useState('');
  const [pin, setPin] = useState('');
  const add = useChange('POST /v1/staff');
  const isCashier = role === 'cashier';
  const submit = () => {
    const body: NewStaff = { name: name.trim(), role };
    if (!isCashier) body.email = email.trim();
    if (isCashier) body.pin = pin;
    if (role === 'partner') body.partner = partner.trim();
    add.mutate({ body }, { onSuccess: onAdded });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('staff.add')}
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
        <RoleField value={role} onChange={setRole} />
        {isCashier ? (
          <PinField value={pin} hint={t('field.pinHint')} isNeeded onChange={setPin} />
        ) : (
          <TextInput
            label={t('field.email')}
            type="email"
            autoComplete="off"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        )}
        {role === 'partner' && (
          <TextInput
            label={t('field.partner')}
            description={t('field.partnerHint')}
            required
            withAsterisk={false}
            value={partner}
            onChange={(event) => setPartner(event.currentTarget.value)}
          />
        )}
        <ProblemNote error={add.error} />
        <Button type="submit" loading={add.isPending}>
          {t('staff.add')}
        </Button>
      </Form>
    </Modal>
  );
}
