import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import type { ActProps } from './Acts';

/** Forgets who somebody is. Cannot be taken back, so a word has to be typed. */
export function Erase({ member, onDone, onClose }: ActProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const erase = useChange('POST /v1/members/{member_id}/erase');
  const word = t('erase.word');
  const isSure = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const submit = () => {
    if (!isSure) return;
    erase.mutate({ path: { member_id: member.id } }, { onSuccess: () => onDone(t('erase.done')) });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('erase.title', { name: member.name ?? t('members.unnamed') })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <Text>{t('erase.text')}</Text>
        <TextInput
          label={t('erase.type', { word })}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ProblemNote error={erase.error} />
        <Button type="submit" color="bad" disabled={!isSure} loading={erase.isPending}>
          {t('acts.erase')}
        </Button>
      </Form>
    </Modal>
  );
}
