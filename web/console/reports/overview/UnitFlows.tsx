import { Table, Text, Title } from '@mantine/core';
import type { ReportOverview as Overview } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import { UNIT_COLUMNS } from '../columns';
import { FigureLink } from '../parts/FigureLink';
import type { PeriodSearch } from '../period';
import { type UnitFigure, unitRowsOf } from '../rows';

/** What came and went in the period, and what the shop owes now. */
export function UnitFlows({ overview, search }: { overview: Overview; search: PeriodSearch }) {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const units = useUnits();
  const looked = {
    search,
    seesMembers: may(session, 'members.see'),
    seesActs: may(session, 'audit'),
  };
  const names = [...new Set([...overview.now.units, ...overview.liability].map((one) => one.unit))];
  const figure = (what: UnitFigure, unit: string, decimal: string) => (
    <FigureLink
      what={t('reports.ofUnit', { what: t(`home.${what}`), unit: units.name(unit) })}
      value={units.amount(unit, decimal)}
      rows={unitRowsOf(what, unit, looked)}
    />
  );
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
            <Table className="figures" verticalSpacing={0} aria-label={units.name(unit)}>
              <Table.Tbody>
                {UNIT_COLUMNS.map((what) => (
                  <Table.Tr key={what}>
                    <Table.Th scope="row" fw={400}>
                      {t(`home.${what}`)}
                    </Table.Th>
                    <Table.Td ta="right">{figure(what, unit, flow?.[what] ?? '0')}</Table.Td>
                  </Table.Tr>
                ))}
                {owed && (
                  <Table.Tr>
                    <Table.Th scope="row">{t('home.outstanding')}</Table.Th>
                    <Table.Td ta="right">
                      {figure('outstanding', unit, owed.outstanding)}
                      {owed.money && (
                        <Text size="sm" c="dimmed" pb={6}>
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
