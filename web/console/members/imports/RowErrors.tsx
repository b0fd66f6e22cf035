import { Anchor, Group, Text } from '@mantine/core';
import type { Import } from '@shared/api/types';
import { IconDownload } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';

/** Rows that could not be used, with the line of the file and what is wrong with it. */
export function RowErrors({ run }: { run: Import }) {
  const { t, find } = useTexts();
  if (run.errors.length === 0) return null;
  return (
    <section className="card">
      <Group justify="space-between" mb="xs">
        <Text fw={650}>{t('imports.refused', { count: run.failed })}</Text>
        <Anchor href={`/v1/imports/${run.id}/errors`} download className="quiet-link">
          <IconDownload size={18} aria-hidden /> {t('imports.errorFile')}
        </Anchor>
      </Group>
      <ol className="lines">
        {run.errors.map((error) => (
          <li key={`${error.line}${error.code}${error.column ?? ''}`}>
            <div>
              <Text fw={600}>
                {t('imports.line', { line: error.line })}
                {error.column && ` · ${find(`column.${error.column}`) ?? error.column}`}
              </Text>
              <Text size="sm">{error.message}</Text>
            </div>
            <Text size="xs" c="dimmed">
              {error.code}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}
