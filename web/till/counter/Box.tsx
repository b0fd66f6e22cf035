import { CloseButton, Modal, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use';

/** What has to be finished or closed before the counter goes on. */
export function Box(props: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Modal.Root opened onClose={props.onClose} size="lg" centered>
      <Modal.Overlay />
      <Modal.Content aria-label={props.title}>
        <div className="side-head">
          <Title order={2} size="h3">
            {props.title}
          </Title>
          <CloseButton size={48} aria-label={t('close')} onClick={props.onClose} />
        </div>
        <Modal.Body>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
