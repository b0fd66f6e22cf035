import { Anchor, Button, FileButton, Group, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTexts } from '../../texts/use';
import { decode, readTable, type Table } from './csv';

export interface Chosen {
  name: string;
  table: Table;
}

/** What the server takes at once. */
const MOST_BYTES = 20_000_000;

type Wrong = 'imports.tooLarge' | 'imports.noTable' | 'imports.noCsv';

export function ChooseFile({ onChosen }: { onChosen: (chosen: Chosen) => void }) {
  const { t } = useTexts();
  const [wrong, setWrong] = useState<Wrong>();
  const [isOver, setOver] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const found = await read(file);
    if (typeof found === 'string') setWrong(found);
    else onChosen(found);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <section
      className="card drop"
      data-over={isOver || undefined}
      aria-label={t('imports.choose')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileSpreadsheet size={40} aria-hidden />
      <Text fw={650}>{t('imports.dropTitle')}</Text>
      <Text c="dimmed" maw={460}>
        {t('imports.dropText')}
      </Text>
      {wrong && (
        <Text c="bad" role="alert">
          {t(wrong)}
        </Text>
      )}
      <Group justify="center">
        <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void take(file)}>
          {(props) => <Button {...props}>{t('imports.choose')}</Button>}
        </FileButton>
        <Anchor href={sample()} download="members.csv" className="quiet-link">
          {t('imports.sample')}
        </Anchor>
      </Group>
    </section>
  );
}

async function read(file: File): Promise<Chosen | Wrong> {
  if (file.size > MOST_BYTES) return 'imports.tooLarge';
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Workbooks are archives; a table of text holds no zeros.
  if (bytes.subarray(0, 4096).includes(0)) return 'imports.noCsv';
  const table = readTable(decode(bytes));
  if (table.header.length === 0 || table.rows.length === 0) return 'imports.noTable';
  return { name: file.name, table };
}

const sample = () =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(
    'id,name,phone,email,birthday,joined,balance.points\n1001,Anna Example,+994501234567,anna@example.org,1990-05-01,2025-03-01,120\n',
  )}`;
