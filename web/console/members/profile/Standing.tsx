import { Badge, Group, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Member, TrackStanding, Way } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { missingOf } from './missing';

/** Tiers as they are now, and what is missing for the next. */
export function Standing({ member }: { member: Member }) {
  const { t, locale } = useTexts();
  const standing = useRead('GET /v1/members/{member_id}/standing', {
    path: { member_id: member.id },
    query: { locale },
  });
  const tracks = standing.data?.tracks.filter(({ tier, next }) => tier || next) ?? [];
  if (tracks.length === 0 && !standing.error) return null;
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {t('members.standing')}
      </Title>
      <ProblemNote error={standing.error} onRetry={standing.refetch} />
      {tracks.map((track) => (
        <Track
          key={track.track}
          track={track}
          since={member.tiers.find((tier) => tier.track === track.track)?.since}
        />
      ))}
    </section>
  );
}

function Track({ track, since }: { track: TrackStanding; since: string | undefined }) {
  const { t } = useTexts();
  const when = useWhen();
  const { tier, next, until } = track;
  const ways = next?.ways ?? [];
  return (
    <>
      <Group justify="space-between" gap="xs" mb={6}>
        {tier ? (
          <Badge size="lg" variant="light" tt="none">
            {tier.name}
          </Badge>
        ) : (
          <Text fw={600}>{track.name}</Text>
        )}
        <Text size="sm" c="dimmed">
          {until
            ? t('members.until', { when: when.day(until) })
            : since && t('members.since', { when: when.day(since) })}
        </Text>
      </Group>
      {next && (
        <ul className="hints">
          {ways.map((way) => (
            <Missing key={way.name} way={way} next={next.name} />
          ))}
          {ways.length > 1 && (
            <Text component="li" size="sm" c="dimmed">
              {t('members.eitherWay')}
            </Text>
          )}
        </ul>
      )}
    </>
  );
}

function Missing({ way, next }: { way: Way; next: string }) {
  const { t, format } = useTexts();
  const units = useUnits();
  const say = (amount: string) => {
    if (way.measure === 'money' && way.unit) return format.money(amount, way.unit);
    if (way.measure === 'units' && way.unit) return units.counted(way.unit, amount);
    return format.amount(amount);
  };
  const plain = (amount: string) =>
    way.measure === 'units' && way.unit ? units.amount(way.unit, amount) : say(amount);
  const missing = missingOf(way);
  return (
    <li>
      {missing && <Text fw={600}>{t('members.toNext', { amount: say(missing), name: next })}</Text>}
      <Text size="sm" c="dimmed" className="figures">
        {way.name}: {plain(way.have)} / {say(way.need)}
      </Text>
    </li>
  );
}
