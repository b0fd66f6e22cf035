import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTexts } from '../texts/use';
import { exportOf, type Query, type Report } from './exportOf';
import type { Span } from './period';

/** The same rows as a file, for spreadsheets. */
export function Exports(props: { report: Report; span?: Span; query?: Query }) {
  const { t } = useTexts();
  const address = (format: 'csv' | 'xlsx') => exportOf(props.report, format, props);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} />}>
          {t('reports.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('xlsx')} download>
          {t('reports.xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={address('csv')} download>
          {t('reports.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
