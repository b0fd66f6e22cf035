import { Anchor, Group, Text } from '@mantine/core';
import type { Import, ImportRowError } from '@shared/api/types';
import { inOneLine } from '@shared/problems/said';
import { useSaid } from '@shared/problems/useSaid';
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
              <Wrong error={error} />
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

/** What is wrong in the language that is spoken; what exactly, as the server says it. */
function Wrong({ error }: { error: ImportRowError }) {
  const { find } = useTexts();
  const own = find(`wrong.${error.code}`);
  const { code, message, hint } = error;
  const said = useSaid(own === undefined ? { code, title: message, hint } : undefined);
  const text = own ?? (said && inOneLine(said.title, [said.hint]));
  return (
    <>
      <Text size="sm">{text}</Text>
      {message !== '' && !text?.startsWith(message) && (
        <Text size="xs" c="dimmed">
          {message}
        </Text>
      )}
    </>
  );
}
