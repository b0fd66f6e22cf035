import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { isDay } from '../../reports/calendar';
import { useTexts } from '../../texts/use';
import { Preview } from '../create/Preview';
import type { Base } from '../create/pattern';
import { useBase } from '../create/useBase';
import { useCheck } from '../create/useCheck';
import { type OpenDraft, useSave } from '../create/useSave';
import { ended, firstEnd } from '../document/ending';
import type { Item } from '../document/items';

/** Writes the last day of an offer into a draft: it ends once that is published. */
export function EndOffer({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTexts();
  const { base, draft, isPending, error, refetch } = useBase();
  const [saved, setSaved] = useState<number>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ending.title', { name: item.name })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {isPending && <WaitingRows rows={1} height={160} />}
      <ProblemNote error={error} onRetry={refetch} />
      {saved !== undefined && <Saved version={saved} onClose={onClose} />}
      {saved === undefined && base && (
        <Ask item={item} base={base} draft={draft} onSaved={setSaved} />
      )}
    </Modal>
  );
}

interface AskProps {
  item: Item;
  base: Base;
  draft: OpenDraft | undefined;
  onSaved: (version: number) => void;
}

function Ask({ item, base, draft, onSaved }: AskProps) {
  const { t } = useTexts();
  const first = firstEnd(item, base.today);
  const [day, setDay] = useState(first);
  const isGood = isDay(day) && day >= first;
  const text = useMemo(
    () => (isGood ? ended(base.text, item, day) : undefined),
    [base.text, item, day, isGood],
  );
  const places = useMemo(() => [{ section: item.section, key: item.key }], [item]);
  const check = useCheck(text ?? base.text, text !== undefined);
  const save = useSave(draft, onSaved);
  if (isGood && text === undefined) return <Text>{t('ending.gone')}</Text>;
  return (
    <Form onSubmit={() => text && save.run(text)}>
      <TextInput
        type="date"
        label={t('ending.day')}
        description={t('ending.dayHint')}
        min={first}
        required
        withAsterisk={false}
        data-autofocus
        value={day}
        error={isGood ? undefined : t('ending.dayWrong')}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {text && <Preview text={text} places={places} timeZoneDay={base.today} check={check} />}
      <ProblemNote error={save.error} />
      <Text size="sm" c="dimmed">
        {draft ? t('create.openDraft', { version: draft.number }) : t('create.newDraft')}
      </Text>
      <Button type="submit" loading={save.isPending} disabled={!text || !check.isGood}>
        {t('create.save')}
      </Button>
    </Form>
  );
}

function Saved({ version, onClose }: { version: number; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Stack>
      <Text role="status">
        <b>{t('create.savedTitle', { version })}</b>
        <br />
        {t('ending.saved')}
      </Text>
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        <Button
          renderRoot={(own) => (
            <Link
              {...own}
              to="/programme/versions/$version"
              params={{ version: String(version) }}
              search={{ tab: 'changes' }}
            />
          )}
        >
          {t('create.toPublish')}
        </Button>
      </Group>
    </Stack>
  );
}
