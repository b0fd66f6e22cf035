import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTexts } from '../texts/use';

/** What narrows a list, by name; one tap takes it off. */
export function TakeOff({ name, onTakeOff }: { name: string; onTakeOff: () => void }) {
  const { t } = useTexts();
  return (
    <Button
      variant="light"
      rightSection={<IconX size={18} aria-hidden />}
      aria-label={t('list.takeOff', { name })}
      onClick={onTakeOff}
    >
      {name}
    </Button>
  );
}
