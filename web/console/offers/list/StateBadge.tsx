import { Badge } from '@mantine/core';
import { useTexts } from '../../texts/use';
import type { State } from '../document/state';

const COLOURS = { now: 'good', later: 'warn', over: 'gray' } as const;

/** What is always in force needs no word about it. */
export function StateBadge({ state }: { state: State }) {
  const { t } = useTexts();
  if (state === 'always') return null;
  return (
    <Badge
      variant={state === 'over' ? 'default' : 'light'}
      color={COLOURS[state]}
      tt="none"
      style={{ flexShrink: 0 }}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
