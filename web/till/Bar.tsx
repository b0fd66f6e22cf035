import { Group, Text } from '@mantine/core';
import { LanguageChoice } from '@shared/components/Choices';
import { Mark } from '@shared/components/Mark';
import type { ReactNode } from 'react';

/** The frame of all screens; the counter puts its own buttons into the bar, and takes the whole width. */
export function Bar(props: {
  title?: string;
  actions?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="till">
      <header className="bar">
        <Group wrap="nowrap" gap="sm" miw={0}>
          <div className="bar-mark">
            <Mark size={32} />
          </div>
          {props.title && (
            // The other screens have a heading of their own in the middle.
            <Text
              component={props.isWide ? 'h1' : 'p'}
              fw={400}
              c="dimmed"
              truncate
              className="bar-title"
            >
              {props.title}
            </Text>
          )}
        </Group>
        <Group wrap="nowrap" gap="xs">
          {props.actions}
          <LanguageChoice quiet size="md" />
        </Group>
      </header>
      <main className={props.isWide ? 'counter' : 'stage'}>{props.children}</main>
    </div>
  );
}
