import { Button, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Membership } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { CancelMembership } from '../acts/CancelMembership';
import { useRenew } from '../acts/useRenew';
import { Line, Section } from './Section';

/** Memberships that run, and their end before its time. They are sold among the acts. */
export function Memberships({ memberId }: { memberId: string }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const [ending, setEnding] = useState<Membership>();
  const [said, setSaid] = useState('');
  const renew = useRenew(memberId);
  const read = useRead('GET /v1/members/{member_id}/memberships', {
    path: { member_id: memberId },
  });
  const rows = read.data?.items ?? [];
  const mayEnd = may(session, 'members.change');
  const done = (told: string) => {
    setEnding(undefined);
    setSaid(told);
    void renew();
  };
  return (
    <>
      <Text role="status" size="sm" c="var(--t-good-text)" className={said ? 'told' : 'heard'}>
        {said}
      </Text>
      <Section title={t('members.memberships')} read={read} isEmpty={rows.length === 0}>
        {rows.map((row) => (
          <Line
            key={row.membership}
            name={row.name}
            badge={row.trial ? t('members.trial') : undefined}
            note={[
              t('members.until', { when: when.day(row.until) }),
              t('members.saved', { amount: format.money(row.saved, row.currency) }),
            ]}
            action={
              mayEnd && (
                <Button
                  variant="subtle"
                  color="bad"
                  aria-label={`${t('membership.end')}: ${row.name}`}
                  onClick={() => setEnding(row)}
                >
                  {t('membership.end')}
                </Button>
              )
            }
          />
        ))}
      </Section>
      {ending && (
        <CancelMembership
          memberId={memberId}
          membership={ending}
          onDone={done}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
