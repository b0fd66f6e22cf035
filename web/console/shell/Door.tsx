import { Group, Text, Title } from '@mantine/core';
import { LanguageChoice } from '@shared/components/Choices';
import { Mark } from '@shared/components/Mark';
import { type ReactNode, useEffect } from 'react';

/** The frame of the screens before anybody is signed in. */
export function Door({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="centred">
      <section className="card">
        <Group justify="space-between" mb="lg" wrap="nowrap">
          <Mark />
          <LanguageChoice quiet />
        </Group>
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text c="dimmed" mt={4} mb="lg">
          {lead}
        </Text>
        {children}
      </section>
    </main>
  );
}
