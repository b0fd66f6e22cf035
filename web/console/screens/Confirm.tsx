import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useTexts } from '../texts/use';

/** Asks before something that cannot be undone; says what will happen, and names the act on its button. */
export function Confirm(props: {
  title: string;
  text: string;
  act: string;
  isBusy: boolean;
  error: unknown;
  /** Final, but nobody loses anything by it. */
  isHarmless?: boolean;
  onAct: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text>{props.text}</Text>
        <ProblemNote error={props.error} />
        <Group justify="end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button
            color={props.isHarmless ? 'primary' : 'bad'}
            loading={props.isBusy}
            onClick={props.onAct}
          >
            {props.act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
