import { Button, Modal, Group as Row, Stack, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTexts } from '../../texts/use';
import { type Group, read, write } from '../cel/condition';
import { type Declared, factsFor, type Seen } from '../cel/facts';
import { GroupEditor } from './GroupEditor';

/** A condition as rows and as text; both show the same, whichever is changed. */
export function ConditionDialog(props: {
  title: string;
  value: string;
  seen: Seen;
  declared: Declared;
  onApply: (text: string) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const facts = useMemo(() => factsFor(props.seen, props.declared), [props.seen, props.declared]);
  const [group, setGroup] = useState<Group>(() => read(props.value, facts));
  const [text, setText] = useState(props.value);
  const change = (next: Group) => {
    setGroup(next);
    const written = write(next);
    if (written !== undefined) setText(written);
  };
  const type = (typed: string) => {
    setText(typed);
    setGroup(read(typed, facts));
  };
  const isWhole = write(group) !== undefined;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <GroupEditor group={group} facts={facts} depth={0} onChange={change} />
        <Textarea
          label={t('condition.text')}
          description={t('condition.textHint')}
          autosize
          minRows={2}
          spellCheck={false}
          classNames={{ input: 'cel' }}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <Row justify="end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!isWhole} onClick={() => props.onApply(text.trim())}>
            {t('condition.apply')}
          </Button>
        </Row>
      </Stack>
    </Modal>
  );
}
