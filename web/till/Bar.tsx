import { Group, Text } from '@mantine/core';
import { LanguageChoice } from '@shared/components/Choices';
import { Mark } from '@shared/components/Mark';
import type { ReactNode } from 'react';

/** The frame of all screens; the counter puts its own buttons into the bar. */
export function Bar(props: { title?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="till">
      <header className="bar">
        <Group wrap="nowrap">
          <Mark size={36} />
          {props.title && <Text c="dimmed">{props.title}</Text>}
        </Group>
        <Group wrap="nowrap">
          <LanguageChoice quiet size="md" />
          {props.actions}
        </Group>
      </header>
      <main className="stage">{props.children}</main>
    </div>
  );
}
