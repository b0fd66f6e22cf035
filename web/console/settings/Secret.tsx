import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { Copy } from '@shared/components/Copy';
import { useTexts } from '../texts/use';

/** Shown this one time: closing takes a click of its own, so that nobody loses it by a click beside. */
export function Secret(props: {
  title: string;
  text: string;
  secret: string;
  onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Alert color="warn" variant="light">
          {props.text}
        </Alert>
        <output className="code">{props.secret}</output>
        <Group justify="space-between">
          <Copy text={props.secret} />
          <Button onClick={props.onClose}>{t('secret.kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
