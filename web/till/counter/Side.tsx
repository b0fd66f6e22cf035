import { CloseButton, Drawer, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use';

/** What lies over the counter for a moment: a list at its side. */
export function Side(props: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Drawer.Root opened onClose={props.onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content aria-label={props.title}>
        <div className="side-head">
          <Title order={2} size="h3">
            {props.title}
          </Title>
          <CloseButton size={48} aria-label={t('close')} onClick={props.onClose} />
        </div>
        <Drawer.Body>{props.children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
