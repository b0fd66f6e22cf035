import { Group, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { quotient } from '../../screens/home/quotient';
import { useTexts } from '../../texts/use';
import { Exports } from '../Exports';
import { Opens } from '../parts/Opens';
import { FRESH_MS } from '../useToday';

/** How members spread over the tiers now. */
export function Tiers() {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const seesMembers = may(session, 'members.see');
  const tiers = useRead('GET /v1/reports/tiers', {}, { everyMs: FRESH_MS });
  if (tiers.isError) return <ProblemNote error={tiers.error} onRetry={tiers.refetch} />;
  const rows = tiers.data?.items ?? [];
  if (rows.length === 0) return null;
  const all = rows.reduce((so, row) => so + row.members, 0);
  return (
    <section className="card">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {t('home.tiers')}
        </Title>
        <Exports report="tiers" />
      </Group>
      <ul className="rows">
        {rows.map((row) => {
          const share = quotient(row.members, all) ?? 0;
          const inner = (
            <>
              <Group justify="space-between" mb={4}>
                <Text fw={600}>{row.name}</Text>
                <Text c="dimmed" className="figures">
                  {t('home.inTier', { count: row.members })} · {format.share(share)}
                </Text>
              </Group>
              <div className="bar-back" aria-hidden>
                <span style={{ width: `${100 * share}%` }} />
              </div>
            </>
          );
          const { track, tier } = row;
          return (
            <li key={`${track}/${tier}`}>
              {seesMembers ? (
                <Link to="/members" search={{ track, tier }} className="row-door">
                  {inner}
                  <Opens to="/members" />
                </Link>
              ) : (
                inner
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
