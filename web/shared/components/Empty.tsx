import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing there yet: what will be here, and how to begin. */
export function Empty(props: { icon: ReactNode; title: string; text: string; action?: ReactNode }) {
  return (
    <Stack className="card" align="center" gap="sm" py={48} ta="center">
      <ThemeIcon size={64} radius="xl" variant="light" color="primary" aria-hidden>
        {props.icon}
      </ThemeIcon>
      <Title order={2} size="h3">
        {props.title}
      </Title>
      <Text c="dimmed" maw={420}>
        {props.text}
      </Text>
      {props.action}
    </Stack>
  );
}
