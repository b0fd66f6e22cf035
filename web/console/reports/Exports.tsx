import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use';
import { exportOf, type FileFormat, type Query, type Report } from './exportOf';
import type { Span } from './period';

const FORMATS = ['xlsx', 'csv'] as const satisfies FileFormat[];

/** The same rows as a file, for spreadsheets. */
export function Exports(props: { report: Report; span?: Span; query?: Query }) {
  const { t } = useTexts();
  return (
    <Formats>
      {FORMATS.map((format) => (
        <Menu.Item key={format} component="a" href={exportOf(props.report, format, props)} download>
          {t(`reports.${format}`)}
        </Menu.Item>
      ))}
    </Formats>
  );
}

/** The same for a file that is asked for and not opened by its address. */
export function ExportMenu(props: { isBusy: boolean; onPick: (format: FileFormat) => void }) {
  const { t } = useTexts();
  return (
    <Formats isBusy={props.isBusy}>
      {FORMATS.map((format) => (
        <Menu.Item key={format} onClick={() => props.onPick(format)}>
          {t(`reports.${format}`)}
        </Menu.Item>
      ))}
    </Formats>
  );
}

function Formats({ isBusy = false, children }: { isBusy?: boolean; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={isBusy} leftSection={<IconDownload size={18} />}>
          {t('reports.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
