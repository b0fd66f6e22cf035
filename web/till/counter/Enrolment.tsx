import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { isAboutFriend, newMember } from '../desk/joining';
import { e164, spoken } from '../scan/phone';
import { useTexts } from '../texts/use';
import { Box } from './Box';
import { useCounter } from './desk';
import { FriendField } from './FriendField';

/** A new member in a quarter of a minute: phone, name, their yes, and who brought them. */
export default function Enrolment(props: {
  phone: string;
  onClose: () => void;
  onEnrolled: (id: string) => void;
}) {
  const { t, locale } = useTexts();
  const { desk } = useCounter();
  const [typed, setTyped] = useState(props.phone && spoken(props.phone, desk.country));
  const [name, setName] = useState('');
  const [friend, setFriend] = useState('');
  const [agrees, setAgrees] = useState(false);
  const [wantsOffers, setWantsOffers] = useState(false);
  const enrol = useChange('POST /v1/members');
  const phone = e164(typed, desk.country);
  const refused = isAboutFriend(enrol.error) ? enrol.error : undefined;
  const canSend = phone !== undefined && agrees;
  const send = () => {
    if (!phone || !agrees) return;
    const body = newMember({ phone, name, friend, agrees, wantsOffers, language: locale });
    enrol.mutate(
      { body },
      { onSuccess: (change) => change.member && props.onEnrolled(change.member) },
    );
  };
  const bring = (code: string) => {
    setFriend(code);
    // The server has said nothing about this one.
    if (refused) enrol.reset();
  };
  return (
    <Box title={t('enrolment.title')} onClose={props.onClose}>
      <Form onSubmit={send}>
        <TextInput
          size="lg"
          label={t('enrolment.phone')}
          inputMode="tel"
          autoComplete="off"
          data-autofocus={props.phone ? undefined : true}
          classNames={{ input: 'figures' }}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={enrol.error && typed && !phone ? t('enrolment.phoneWrong') : undefined}
        />
        <TextInput
          size="lg"
          label={t('enrolment.name')}
          autoComplete="off"
          data-autofocus={props.phone ? true : undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FriendField value={friend} onChange={bring} refused={refused} />
        <Stack gap="xs">
          <Checkbox
            size="lg"
            className="agree"
            label={t('enrolment.agrees')}
            checked={agrees}
            onChange={(event) => setAgrees(event.currentTarget.checked)}
          />
          <Checkbox
            size="lg"
            className="agree"
            label={t('enrolment.offers')}
            checked={wantsOffers}
            onChange={(event) => setWantsOffers(event.currentTarget.checked)}
          />
        </Stack>
        <ProblemNote error={refused ? null : enrol.error} />
        <Button type="submit" size="xl" disabled={!canSend} loading={enrol.isPending}>
          {t('enrolment.send')}
        </Button>
      </Form>
    </Box>
  );
}
