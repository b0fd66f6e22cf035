import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Contact } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import type { ActProps } from './Acts';

const FIELDS = ['name', 'phone', 'email', 'address'] as const;

/** How the shop addresses and reaches them; what leads to them at the till are identities. */
export function EditContact({ member, onDone, onClose }: ActProps) {
  const { t } = useTexts();
  const [contact, setContact] = useState<Contact>(member.contact ?? {});
  const change = useChange('PATCH /v1/members/{member_id}');
  const submit = () => {
    const body: Contact = {};
    for (const field of FIELDS) {
      const text = contact[field]?.trim();
      if (text) body[field] = text;
    }
    change.mutate(
      { path: { member_id: member.id }, body: { contact: body } },
      { onSuccess: () => onDone(t('contact.done')) },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('acts.contact')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text size="sm" c="dimmed">
          {t('contact.text')}
        </Text>
        {FIELDS.map((field, at) => (
          <TextInput
            key={field}
            label={t(`contact.${field}`)}
            autoComplete="off"
            {...(at === 0 ? { 'data-autofocus': true } : {})}
            value={contact[field] ?? ''}
            onChange={(event) => setContact({ ...contact, [field]: event.currentTarget.value })}
          />
        ))}
        <ProblemNote error={change.error} />
        <Button type="submit" loading={change.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}
