import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTexts } from '../texts/use';
import type { Span } from './period';

type Report = 'days' | 'rules' | 'tiers' | 'members' | 'receipts';

/** The same rows as a file, for spreadsheets. */
export function Exports({ report, span }: { report: Report; span?: Span }) {
  const { t } = useTexts();
  const address = (format: 'csv' | 'xlsx') =>
    `/v1/reports/${report}/export?${new URLSearchParams({ format, ...span })}`;
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
