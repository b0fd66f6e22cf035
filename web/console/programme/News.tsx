import { Alert, Anchor, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Activation, Version } from '@shared/api/types';
import { IconCalendarTime, IconPencil, IconUserCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useNow } from '../shell/useNow';
import { useWhen } from '../shell/when';
import { useTexts } from '../texts/use';
import { CallOff } from './CallOff';
import { planOf, useAuthors } from './inForce';

/** What is under way: a draft, a change that is planned, a version that waits for a second person. */
export function News(props: {
  draft: Version | undefined;
  activations: readonly Activation[];
  isOwner: boolean;
}) {
  const { t } = useTexts();
  const when = useWhen();
  const authorOf = useAuthors();
  const approvals = useRead(
    'GET /v1/approvals',
    { query: { state: 'open' } },
    { enabled: props.isOwner },
  );
  const waiting = approvals.data?.items.filter((one) => one.kind === 'publish') ?? [];
  const { planned } = planOf(props.activations, +useNow());
  const { draft } = props;
  return (
    <>
      {waiting.map((one) => (
        <Item key={one.id} icon={<IconUserCheck aria-hidden />} version={Number(one.subject)}>
          {t('programme.news.waiting', {
            version: one.subject,
            who: one.asked_by?.name ?? authorOf(undefined),
          })}
        </Item>
      ))}
      {planned.map((one) => (
        <Item
          key={one.number}
          icon={<IconCalendarTime aria-hidden />}
          version={one.version}
          action={props.isOwner && <CallOff activation={one} />}
        >
          {t('programme.news.planned', {
            version: one.version,
            when: when.moment(one.active_from),
          })}
        </Item>
      ))}
      {draft && !waiting.some(({ subject }) => Number(subject) === draft.number) && (
        <Item icon={<IconPencil aria-hidden />} version={draft.number}>
          {t('programme.news.draft', {
            version: draft.number,
            when: when.moment(draft.updated_at),
            who: authorOf(draft.author),
          })}
        </Item>
      )}
    </>
  );
}

function Item(props: {
  icon: ReactNode;
  version: number;
  action?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <Alert color="primary" variant="light" radius="md" icon={props.icon}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{props.children}</Text>
        <Group gap="xs">
          {props.action}
          <Anchor
            renderRoot={(own) => (
              <Link
                {...own}
                to="/programme/versions/$version"
                params={{ version: String(props.version) }}
                search={{ tab: 'changes' }}
              />
            )}
          >
            {t('programme.open')}
          </Anchor>
        </Group>
      </Group>
    </Alert>
  );
}
