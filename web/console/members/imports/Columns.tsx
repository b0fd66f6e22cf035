import { Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { CsvText } from '@shared/api/call';
import { useChange } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { Wide } from '../../shell/Wide';
import { useTexts } from '../../texts/use';
import type { Chosen } from './ChooseFile';
import { writeTable } from './csv';
import { guess, isEnough, MEANINGS } from './meaning';

const SHOWN_ROWS = 3;

/** What every column of the file is; guessed, and corrected by whoever knows. */
export function Columns({ chosen, onBack }: { chosen: Chosen; onBack: () => void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { units } = useUnits();
  const { table } = chosen;
  const [changed, setChanged] = useState<Record<number, string>>({});
  const guessed = guess(
    table.header,
    units.map((unit) => unit.key),
  );
  const means = guessed.map((meaning, at) => changed[at] ?? meaning);
  const check = useChange('POST /v1/imports');
  const isTwice = (meaning: string | undefined) =>
    Boolean(meaning) && means.filter((one) => one === meaning).length > 1;
  const isReady = isEnough(means) && !means.some(isTwice);
  const choices = [
    { value: '', label: t('imports.leaveOut') },
    ...MEANINGS.map((value) => ({ value: value as string, label: t(`column.${value}`) })),
    ...units.map((unit) => ({
      value: `balance.${unit.key}`,
      label: t('imports.balanceOf', { unit: unit.name }),
    })),
  ];
  const submit = () =>
    check.mutate(
      {
        query: { kind: 'members', dry_run: true, name: chosen.name },
        body: new CsvText(writeTable(table, means)),
      },
      {
        onSuccess: ({ id }) =>
          void navigate({ to: '/members/imports/$importId', params: { importId: id } }),
      },
    );
  return (
    <section className="card">
      <Text fw={650}>{t('imports.columns', { name: chosen.name })}</Text>
      <Text c="dimmed" mb="md">
        {t('imports.columnsText', { count: table.rows.length })}
      </Text>
      <Wide label={t('imports.columns', { name: chosen.name })}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('imports.inFile')}</Table.Th>
              <Table.Th scope="col">{t('imports.meaning')}</Table.Th>
              <Table.Th scope="col">{t('imports.examples')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.header.map((name, at) => (
              // Two columns may have the same heading; their place tells them apart.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <Table.Tr key={`${at}-${name}`}>
                <Table.Th scope="row">{name || t('imports.unnamed', { number: at + 1 })}</Table.Th>
                <Table.Td>
                  <NativeSelect
                    miw={210}
                    aria-label={t('imports.meaningOf', { name })}
                    value={means[at] ?? ''}
                    data={choices}
                    error={isTwice(means[at]) ? t('imports.twice') : undefined}
                    onChange={(event) =>
                      setChanged({ ...changed, [at]: event.currentTarget.value })
                    }
                  />
                </Table.Td>
                <Table.Td className="examples">
                  {table.rows
                    .slice(0, SHOWN_ROWS)
                    .map((row) => row[at])
                    .filter(Boolean)
                    .join(' · ')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {!isEnough(means) && (
        <Text c="bad" mt="sm" role="alert">
          {t('imports.notEnough')}
        </Text>
      )}
      <ProblemNote error={check.error} />
      <Group justify="end" mt="md">
        <Button variant="default" onClick={onBack}>
          {t('imports.otherFile')}
        </Button>
        <Button onClick={submit} disabled={!isReady} loading={check.isPending}>
          {t('imports.check')}
        </Button>
      </Group>
    </section>
  );
}
