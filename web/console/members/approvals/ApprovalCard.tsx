import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Approval } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { may, useSession } from '@shared/session/session';
import { IconArrowRight } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Decline } from './Decline';
import { neededFor } from './kinds';

const COLOURS = { open: 'warn', approved: 'good', declined: 'bad' } as const;

export function ApprovalCard({ row }: { row: Approval }) {
  const { t } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const isMine = row.asked_by?.id === session?.id;
  const mayDecide = row.state === 'open' && !isMine && may(session, neededFor(row));
  return (
    <li className="card approval">
      <Group justify="space-between" align="start" wrap="nowrap">
        <div>
          <What row={row} />
          {row.details.reason && <Text mt={4}>“{row.details.reason}”</Text>}
          <Text size="sm" c="dimmed" mt={4}>
            {t('approvals.asked', {
              who: row.asked_by?.name ?? '–',
              when: when.moment(row.asked_at),
            })}
          </Text>
          {row.decided_at && (
            <Text size="sm" c="dimmed">
              {t('approvals.decided', {
                who: row.decided_by?.name ?? '–',
                when: when.moment(row.decided_at),
              })}
              {row.reason && `: “${row.reason}”`}
            </Text>
          )}
        </div>
        <Badge flex="none" variant="light" color={COLOURS[row.state]} tt="none">
          {t(`approval.${row.state}`)}
        </Badge>
      </Group>
      {row.state === 'open' && isMine && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('approvals.own')}
        </Text>
      )}
      {mayDecide && <Decide row={row} />}
    </li>
  );
}

/** What it is about, in a line that leads to the subject. */
function What({ row }: { row: Approval }) {
  const { t } = useTexts();
  const units = useUnits();
  const { unit, amount } = row.details;
  if (row.kind === 'publish') {
    return (
      <Anchor
        fw={650}
        component={Link}
        to="/programme/versions/$version"
        params={{ version: row.subject } as never}
      >
        {t('approvals.publish', { version: row.subject })}
      </Anchor>
    );
  }
  if (row.kind === 'merge') {
    return (
      <Text fw={650} component="div">
        {t('approvals.merge')} <MemberLink id={row.subject} />
        <IconArrowRight size={16} aria-hidden className="approval-arrow" />
        <span className="heard"> {t('approvals.into')} </span>
        {row.details.into && <MemberLink id={row.details.into} />}
      </Text>
    );
  }
  const booked = unit && amount ? units.counted(String(unit), String(amount)) : '';
  return (
    <Text fw={650} component="div">
      {t('approvals.adjust', { amount: booked })} <MemberLink id={row.subject} />
    </Text>
  );
}

/** Whom it is about, by name for those who may know. */
function MemberLink({ id }: { id: string }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const enabled = may(session, 'members.see');
  const { data } = useRead('GET /v1/members/{member_id}', { path: { member_id: id } }, { enabled });
  return (
    <Anchor
      inherit
      underline="always"
      component={Link}
      to="/members/$memberId"
      params={{ memberId: id } as never}
    >
      {data ? (data.name ?? t('members.unnamed')) : id}
    </Anchor>
  );
}

function Decide({ row }: { row: Approval }) {
  const { t } = useTexts();
  const [isDeclining, setDeclining] = useState(false);
  const decide = useChange('POST /v1/approvals/{approval_id}/decision');
  const client = useQueryClient();
  const done = () => {
    setDeclining(false);
    void client.invalidateQueries({ queryKey: nameOf('GET /v1/approvals') });
    // What was agreed to is done at once: what members have is another thing now.
    void client.invalidateQueries({ queryKey: nameOf('GET /v1/members/{member_id}') });
  };
  const path = { approval_id: row.id };
  return (
    <Stack mt="sm" gap="sm">
      {!isDeclining && <ProblemNote error={decide.error} />}
      {row.kind === 'merge' && (
        <Text size="sm" c="dimmed">
          {t('approvals.mergeText')}
        </Text>
      )}
      <Group gap="xs">
        <Button
          loading={decide.isPending}
          onClick={() => decide.mutate({ path, body: { approved: true } }, { onSuccess: done })}
        >
          {t('approvals.approve')}
        </Button>
        <Button variant="outline" color="bad" onClick={() => setDeclining(true)}>
          {t('approvals.decline')}
        </Button>
      </Group>
      {isDeclining && (
        <Decline
          isBusy={decide.isPending}
          error={decide.error}
          onClose={() => setDeclining(false)}
          onDecline={(reason) =>
            decide.mutate({ path, body: { approved: false, reason } }, { onSuccess: done })
          }
        />
      )}
    </Stack>
  );
}
