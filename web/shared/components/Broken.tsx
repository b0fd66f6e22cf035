import { Button, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useSharedTexts } from '../i18n/TextProvider';

/** Keeps a mistake of ours from leaving an empty page. */
export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Notice /> : this.props.children;
  }
}

/** Says that a mistake of ours has broken what should be here. */
export function Notice() {
  const { t } = useSharedTexts();
  return (
    <main className="centred">
      <section className="card" role="alert">
        <Title order={1} size="h2">
          {t('broken.title')}
        </Title>
        <Text c="dimmed" my="md">
          {t('broken.hint')}
        </Text>
        <Button onClick={() => location.reload()}>{t('reload')}</Button>
      </section>
    </main>
  );
}
