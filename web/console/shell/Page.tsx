import { Group, Stack, Text, Title } from '@mantine/core';
import { useBrand } from '@shared/theme/Brand';
import { type ReactNode, useEffect } from 'react';

/** The head that all screens inside have: what it is, in a sentence, and its main action. */
export function Page(props: {
  title: string;
  lead?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const { brand } = useBrand();
  useEffect(() => {
    document.title = `${props.title} · ${brand.name}`;
  }, [props.title, brand.name]);
  return (
    <Stack maw={1080} mx="auto" gap="lg">
      <Group justify="space-between" align="end">
        <div>
          <Title order={1}>{props.title}</Title>
          {props.lead && <Text c="dimmed">{props.lead}</Text>}
        </div>
        {props.action}
      </Group>
      {props.children}
    </Stack>
  );
}
