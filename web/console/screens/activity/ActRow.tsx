import { Group, Text } from '@mantine/core';
import type { Act } from '@shared/api/types';
import { MemberName } from '../../offers/MemberName';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { subjectOf } from './subject';

export function ActRow({ act, names }: { act: Act; names: Map<string, string> }) {
  const { t, find } = useTexts();
  const when = useWhen();
  const { subject, label, rest } = subjectOf(act.details);
  const actor = act.actor ?? 'none';
  const who = names.get(actor) ?? find(`actor.${actor}`) ?? actor;
  return (
    <Group component="li" className="card" justify="space-between" gap="xs">
      <div style={{ overflowWrap: 'anywhere' }}>
        <Text fw={600}>
          {find(`act.${act.what}`) ?? act.what}
          {subject && ': '}
          {subject?.startsWith('mem_') ? (
            <MemberName id={subject} />
          ) : (
            subject && (names.get(subject) ?? label ?? subject)
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {t('activity.by', { who })}
          {rest.map(([name, value]) => ` · ${name}: ${value}`).join('')}
        </Text>
      </div>
      <Text size="sm" c="dimmed" className="figures">
        <time dateTime={act.at}>{when.moment(act.at)}</time>
      </Text>
    </Group>
  );
}
