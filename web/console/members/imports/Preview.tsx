import { Table, Text } from '@mantine/core';
import type { Import } from '@shared/api/types';
import { Wide } from '../../shell/Wide';
import { useTexts } from '../../texts/use';

/** The first rows, as they were understood. */
export function Preview({ run }: { run: Import }) {
  const { t, find } = useTexts();
  if (run.preview.length === 0) return null;
  return (
    <section className="card">
      <Text fw={650} mb="xs">
        {t('imports.preview')}
      </Text>
      <Wide label={t('imports.preview')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              {run.columns.map((column) => (
                <Table.Th scope="col" key={column.name}>
                  {find(`column.${column.means ?? column.name}`) ?? column.name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {run.preview.map((row) => (
              <Table.Tr key={row.join('|')}>
                {run.columns.map((column, at) => (
                  <Table.Td key={column.name}>{row[at]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </section>
  );
}
