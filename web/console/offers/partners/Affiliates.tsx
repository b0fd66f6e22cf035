import { Badge, Button, Group, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import { Empty } from '@shared/components/Empty';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { keyFrom } from '../create/names';
import type { Item } from '../document/items';
import { useWords } from '../document/useWords';
import { PartnersPage } from './PartnersPage';
import { useParties } from './useParties';

/** Those who bring customers and get a share of what these spend. */
export default function Affiliates() {
  const { t } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const { active, affiliates } = useParties();
  const words = useWords(active.document);
  const [isAdding, setAdding] = useState(false);
  const terms = active.items.filter(({ section }) => section === 'affiliates');
  const rows = affiliates.data?.items;
  const add = may(session, 'money.settle') && terms.length > 0 && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
      {t('affiliates.add')}
    </Button>
  );
  return (
    <PartnersPage action={rows?.length ? add : null}>
      {affiliates.isPending && <WaitingRows />}
      <ProblemNote error={affiliates.error} onRetry={affiliates.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconSpeakerphone size={32} />}
          title={t('affiliates.emptyTitle')}
          text={t(terms.length > 0 ? 'affiliates.emptyText' : 'affiliates.noTerms')}
          action={add}
        />
      )}
      <ul className="rows">
        {rows?.map((row) => {
          const sheet = terms.find(({ key }) => key === row.terms);
          return (
            <Group component="li" className="card" key={row.key} justify="space-between">
              <div>
                <Text fw={650}>{row.name}</Text>
                <Text size="sm" c="dimmed">
                  <span className="code">{row.key}</span> ·{' '}
                  {t('affiliates.since', { when: when.day(row.at) })}
                </Text>
              </div>
              <Group gap="xs">
                <Text>{sheet && words.head(sheet)}</Text>
                <Badge variant="light" tt="none" size="lg">
                  {sheet?.name ?? row.terms}
                </Badge>
              </Group>
            </Group>
          );
        })}
      </ul>
      {isAdding && (
        <Add
          terms={terms}
          used={new Set(rows?.map(({ key }) => key))}
          onClose={() => setAdding(false)}
        />
      )}
    </PartnersPage>
  );
}

function Add(props: { terms: Item[]; used: Set<string>; onClose: () => void }) {
  const { t } = useTexts();
  const { terms, used } = props;
  const [name, setName] = useState('');
  const [key, setKey] = useState<string>();
  const [sheet, setSheet] = useState(terms[0]?.key ?? '');
  const add = useChange('POST /v1/affiliates');
  const client = useQueryClient();
  const suggested = name.trim() ? keyFrom(name, 'affiliate', used) : '';
  const submit = () =>
    add.mutate(
      { body: { key: key ?? suggested, name: name.trim(), terms: sheet } },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/affiliates') });
          props.onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('affiliates.add')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onSubmit={submit}>
        <TextInput
          label={t('field.name')}
          data-autofocus
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('affiliates.terms')}
          data={terms.map((one) => ({ value: one.key, label: one.name }))}
          value={sheet}
          onChange={(event) => setSheet(event.currentTarget.value)}
        />
        <TextInput
          label={t('affiliates.key')}
          description={t('affiliates.keyHint')}
          pattern="[a-z][a-z0-9_\-]*"
          classNames={{ input: 'code' }}
          required
          withAsterisk={false}
          value={key ?? suggested}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <ProblemNote error={add.error} />
        <Button type="submit" loading={add.isPending}>
          {t('affiliates.add')}
        </Button>
      </Form>
    </Modal>
  );
}
