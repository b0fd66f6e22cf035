import { Button, Group } from '@mantine/core';
import { useTexts } from '../texts/use';

/** The way to the rows that are not loaded yet. */
export function More({
  list,
}: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { t } = useTexts();
  if (!list.hasNextPage) return null;
  return (
    <Group justify="center">
      <Button
        variant="light"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {t('list.more')}
      </Button>
    </Group>
  );
}
