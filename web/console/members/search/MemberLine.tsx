import { Badge, Group, Text } from '@mantine/core';
import type { MemberRow } from '@shared/api/types';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { Face } from '../Face';
import { knownOf } from './known';
import { heldOf } from './narrowed';

/** Somebody in the list: enough to be sure that it is them. */
export function MemberLine({ row, holding }: { row: MemberRow; holding?: string | undefined }) {
  const { t } = useTexts();
  const when = useWhen();
  const units = useUnits();
  const book = useBook();
  const [first, ...others] = row.balances;
  return (
    <li>
      <Link to="/members/$memberId" params={{ memberId: row.id }} className="member-line">
        <Face name={row.name} id={row.id} />
        <div className="member-line-who">
          <Text fw={600} truncate>
            {row.name ?? t('members.unnamed')}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {knownOf(row)}
          </Text>
        </div>
        <Group gap={6} justify="end" className="member-line-state">
          {row.blocked && (
            <Badge color="bad" variant="light" tt="none">
              {t('members.blocked')}
            </Badge>
          )}
          {row.tiers.map((tier) => (
            <Badge key={tier.track} variant="light" tt="none">
              {book?.tierName(tier.track, tier.tier) ?? tier.tier}
            </Badge>
          ))}
        </Group>
        <div className="member-line-worth figures">
          {holding && <Text fw={600}>{units.counted(holding, heldOf(row, holding))}</Text>}
          {first && !holding && (
            <Text fw={600}>
              {units.had(first.unit, first.spendable)}
              {others.length > 0 && ` +${others.length}`}
            </Text>
          )}
          {row.enrolled_at && (
            <Text size="sm" c="dimmed">
              {t('members.since', { when: when.day(row.enrolled_at) })}
            </Text>
          )}
        </div>
      </Link>
    </li>
  );
}
