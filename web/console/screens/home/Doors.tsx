import { Button, Group, TextInput } from '@mantine/core';
import { Form } from '@shared/components/Form';
import { may, useSession } from '@shared/session/session';
import { IconSearch } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { withWords } from '../../members/search/words';
import { useTexts } from '../../texts/use';

/** For those who read no figures: partners come for what is due, those who help members for the search. */
export function Doors() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  if (may(session, 'own_firm')) {
    return (
      <Group>
        <Button component={Link} to="/offers/partners">
          {t('home.toPartners')}
        </Button>
      </Group>
    );
  }
  if (!may(session, 'members.see')) return null;
  const words = text.trim();
  return (
    <section className="card">
      <Form onSubmit={() => void navigate({ to: '/members', state: withWords({}, words) })}>
        <TextInput
          size="lg"
          label={t('members.search')}
          placeholder={t('members.searchHint')}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit">{t('home.find')}</Button>
      </Form>
    </section>
  );
}
