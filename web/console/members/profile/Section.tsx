import { Badge, Text, Title } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import type { ReactNode } from 'react';

/** A list of its own; one that could not be read says so, because nothing would mean that they have none. */
export function Section(props: {
  title: string;
  read?: { error: Error | null; refetch: () => unknown };
  isEmpty?: boolean;
  children: ReactNode;
}) {
  const { read } = props;
  if (props.isEmpty && !read?.error) return null;
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {props.title}
      </Title>
      {read && <ProblemNote error={read.error} onRetry={read.refetch} />}
      <ul className="lines">{props.children}</ul>
    </section>
  );
}

export function Line(props: {
  name: string;
  badge?: string | undefined;
  note: (string | number | false | null | undefined)[];
  action?: ReactNode;
}) {
  return (
    <li>
      <div>
        <Text fw={600}>
          {props.name}
          {props.badge && (
            <Badge ml={8} variant="light" tt="none">
              {props.badge}
            </Badge>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {props.note.filter(Boolean).join(' · ')}
        </Text>
      </div>
      {props.action}
    </li>
  );
}
