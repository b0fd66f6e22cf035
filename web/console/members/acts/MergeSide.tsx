import { Badge, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Member } from '@shared/api/types';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { Face } from '../Face';

/** One of two accounts, with what tells which of them is the one in use. */
export function MergeSide({ member, goesOn }: { member: Member; goesOn: boolean }) {
  const { t } = useTexts();
  const when = useWhen();
  const units = useUnits();
  const book = useBook();
  const last = useRead('GET /v1/receipts', { query: { member: member.id, limit: 1 } });
  const [visit] = last.data?.items ?? [];
  const tiers = member.tiers.map(({ track, tier }) => book?.tierName(track, tier) ?? tier);
  const balances = member.balances.map(({ unit, spendable }) => units.had(unit, spendable));
  const facts = [
    [t('members.balance'), balances],
    [t('members.standing'), tiers],
    [t('merge.lastVisit'), visit ? [when.day(visit.at)] : []],
    [t('members.identities'), (member.identities ?? []).map(({ value }) => value)],
  ] as const;
  return (
    <section className={goesOn ? 'merge-side goes-on' : 'merge-side'}>
      <Badge
        variant={goesOn ? 'light' : 'default'}
        color={goesOn ? 'good' : 'gray'}
        size="lg"
        tt="none"
      >
        {t(goesOn ? 'merge.goesOn' : 'merge.ends')}
      </Badge>
      <Group gap="sm" wrap="nowrap" mt="sm">
        <Face name={member.name} id={member.id} size={36} />
        <div className="pick-who">
          <Text fw={650}>{member.name ?? t('members.unnamed')}</Text>
          {member.enrolled_at && (
            <Text size="sm" c="dimmed">
              {t('members.memberSince', { when: when.day(member.enrolled_at) })}
            </Text>
          )}
        </div>
      </Group>
      <dl className="merge-facts">
        {facts.map(([label, values]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">{values.length > 0 ? values.join(', ') : t('merge.none')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
