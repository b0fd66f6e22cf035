import { Badge, Group, Text, Title } from '@mantine/core';
import type { LedgerEntry, Member } from '@shared/api/types';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { latestHints } from './hints';

/** Tiers, and what is missing for the next. */
export function Standing({ member, entries }: { member: Member; entries: LedgerEntry[] }) {
  const { t } = useTexts();
  const when = useWhen();
  const book = useBook();
  const told = latestHints(entries);
  if (member.tiers.length === 0 && !told) return null;
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {t('members.standing')}
      </Title>
      {member.tiers.map((tier) => (
        <Group key={tier.track} justify="space-between" gap="xs" mb={6}>
          <Badge size="lg" variant="light" tt="none">
            {book?.tierName(tier.track, tier.tier) ?? tier.tier}
          </Badge>
          <Text size="sm" c="dimmed">
            {tier.until
              ? t('members.until', { when: when.day(tier.until) })
              : t('members.since', { when: when.day(tier.since) })}
          </Text>
        </Group>
      ))}
      {told && (
        <ul className="hints">
          {told.hints.map((hint) => (
            <li key={hint.code + hint.subject}>
              <Text fw={600}>{hint.message}</Text>
            </li>
          ))}
          <Text component="li" size="sm" c="dimmed">
            {t('members.asOf', { when: when.day(told.at) })}
          </Text>
        </ul>
      )}
    </section>
  );
}
