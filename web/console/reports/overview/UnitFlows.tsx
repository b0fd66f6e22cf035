import { Anchor, Table, Text, Title } from '@mantine/core';
import type { ReportOverview as Overview } from '@shared/api/types';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import type { PeriodSearch } from '../period';

const FLOWS = ['issued', 'spent', 'expired'] as const;

/** What came and went in the period, and what the shop owes now. */
export function UnitFlows({ overview, search }: { overview: Overview; search: PeriodSearch }) {
  const { t, format } = useTexts();
  const units = useUnits();
  const names = [...new Set([...overview.now.units, ...overview.liability].map((one) => one.unit))];
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {t('home.units')}
      </Title>
      {names.length === 0 && <Text c="dimmed">{t('reports.noUnits')}</Text>}
      {names.map((unit) => {
        const flow = overview.now.units.find((one) => one.unit === unit);
        const owed = overview.liability.find((one) => one.unit === unit);
        return (
          <section key={unit}>
            <Title order={3} size="h5" mt="md">
              {units.name(unit)}
            </Title>
            <Table className="figures" aria-label={units.name(unit)}>
              <Table.Tbody>
                {FLOWS.map((what) => (
                  <Table.Tr key={what}>
                    <Table.Th scope="row" fw={400}>
                      <Anchor
                        fz="inherit"
                        component={Link}
                        to="/reports/days"
                        search={search as never}
                      >
                        {t(`home.${what}`)}
                      </Anchor>
                    </Table.Th>
                    <Table.Td ta="right">{units.amount(unit, flow?.[what] ?? '0')}</Table.Td>
                  </Table.Tr>
                ))}
                {owed && (
                  <Table.Tr>
                    <Table.Th scope="row">{t('home.outstanding')}</Table.Th>
                    <Table.Td ta="right">
                      <b>{units.amount(unit, owed.outstanding)}</b>
                      {owed.money && (
                        <Text size="sm" c="dimmed">
                          {t('reports.worth', {
                            amount: format.money(owed.money, overview.currency),
                          })}
                        </Text>
                      )}
                    </Table.Td>
                  </Table.Tr>
                )}
              </Table.Tbody>
            </Table>
          </section>
        );
      })}
    </section>
  );
}
