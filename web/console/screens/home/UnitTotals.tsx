import { Table, Text, Title } from '@mantine/core';
import type { Summary } from '@shared/api/types';
import { Link } from '@tanstack/react-router';
import { FigureLink } from '../../reports/parts/FigureLink';
import { Opens } from '../../reports/parts/Opens';
import { type Looked, unitRowsOf } from '../../reports/rows';
import { useUnits } from '../../shell/units';
import { Wide } from '../../shell/Wide';
import { useTexts } from '../../texts/use';
import { quotient } from './quotient';

const COLUMNS = ['issued', 'spent', 'expired', 'adjusted', 'outstanding'] as const;

/** What became of every unit since the beginning; each number opens its days, its acts, or who has it. */
export function UnitTotals(props: { units: Summary['units']; looked: Omit<Looked, 'span'> }) {
  const { t, format } = useTexts();
  const told = useUnits();
  const { looked } = props;
  if (props.units.length === 0) return null;
  return (
    <section className="card">
      <Title order={2} size="h3" mb="sm">
        {t('home.units')}
      </Title>
      <Wide label={t('home.units')}>
        <Table className="figures" verticalSpacing={4} miw={620}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('home.unit')}</Table.Th>
              {COLUMNS.map((column) => (
                <Table.Th scope="col" key={column} ta="right">
                  {t(`home.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {props.units.map((unit) => {
              const spent = quotient(unit.spent, unit.issued);
              const name = told.name(unit.unit);
              const days = unitRowsOf('spent', unit.unit, looked);
              return (
                <Table.Tr key={unit.unit}>
                  <Table.Th scope="row">
                    {name}
                    {spent !== undefined && (
                      <Text size="sm" fw={400}>
                        <Link {...days} className="figure-link is-note">
                          {t('home.redemption', { share: format.share(spent) })}
                          <span className="heard">{name}</span>
                          <Opens to={days.to} />
                        </Link>
                      </Text>
                    )}
                  </Table.Th>
                  {COLUMNS.map((column) => (
                    <Table.Td key={column} ta="right">
                      <FigureLink
                        what={t('reports.ofUnit', { what: t(`home.${column}`), unit: name })}
                        value={told.amount(unit.unit, unit[column])}
                        rows={unitRowsOf(column, unit.unit, looked)}
                      />
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Wide>
    </section>
  );
}
