import { Button } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { lateCard } from '../desk/claiming';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { Key } from './Key';
import { useShortcut } from './useShortcut';

/** Whoever shows their card only after they have paid gets that receipt in one tap. */
export function LastReceipt() {
  const { t } = useTexts();
  const { desk, state, programme } = useCounter();
  const { money } = useFigures();
  const isAllowed = Boolean(programme.late_identification_days);
  const late = isAllowed ? lateCard(state) : undefined;
  useShortcut('F3', () => {
    if (late) void desk.claim();
  });
  if (!late) return null;
  const { last } = late;
  return (
    <Button
      size="md"
      leftSection={<IconReceipt aria-hidden />}
      rightSection={<Key name="F3" />}
      loading={last.claim === 'asking'}
      onClick={() => void desk.claim()}
    >
      {t('lastReceipt.add', { money: money(last.taken, last.currency) })}
    </Button>
  );
}
