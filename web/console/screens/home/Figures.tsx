import { Stack, Table, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Summary } from '@shared/api/types';
import { Tiers } from '../../reports/overview/Tiers';
import { Figure } from '../../reports/parts/Figure';
import { useTexts } from '../../texts/use';
import { quotient } from './quotient';

/** The programme in numbers, as exact as the API tells them. */
export function Figures({ summary }: { summary: Summary }) {
  const { t, format } = useTexts();
  const { currency } = summary;
  const money = (amount: string) => format.money(amount, currency);
  const memberShare = quotient(summary.member_receipts, summary.receipts);
  const average = quotient(summary.total, summary.receipts);
  const discountShare = quotient(summary.discount, summary.total);
  return (
    <Stack gap="lg">
      <div className="thirds">
        <Figure
          label={t('home.members')}
          value={format.number(summary.members)}
          note={
            summary.blocked > 0
              ? t('home.blocked', { count: summary.blocked })
              : t('home.nobodyBlocked')
          }
        />
        <Figure
          label={t('home.receipts')}
          value={format.number(summary.receipts)}
          note={
            memberShare !== undefined && t('home.memberShare', { share: format.share(memberShare) })
          }
        />
        <Figure
          label={t('home.turnover')}
          value={format.wholeMoney(summary.total, currency)}
          note={average !== undefined && t('home.average', { amount: money(average.toFixed(2)) })}
        />
        <Figure
          label={t('home.discount')}
          value={format.wholeMoney(summary.discount, currency)}
          note={
            discountShare !== undefined &&
            t('home.discountShare', { share: format.share(discountShare) })
          }
        />
        <Figure
          label={t('home.returns')}
          value={format.number(summary.returns)}
          note={t('home.refunded', { amount: money(summary.refunded) })}
        />
        <Figure
          label={t('home.certificates')}
          value={money(summary.certificates)}
          note={t('home.certificatesHint')}
        />
      </div>
      <Units units={summary.units} />
      <Tiers />
      {summary.lag > 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('home.lag', { count: summary.lag })}
        </Text>
      )}
    </Stack>
  );
}

const COLUMNS = ['issued', 'spent', 'expired', 'adjusted', 'outstanding'] as const;

function Units({ units }: { units: Summary['units'] }) {
  const { t, format } = useTexts();
  const programme = useRead('GET /v1/programme', {});
  const known = new Map(programme.data?.units.map((unit) => [unit.key, unit]));
  if (units.length === 0) return null;
  return (
    <section className="card">
      <Title order={2} size="h3" mb="sm">
        {t('home.units')}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className="wide" tabIndex={0} aria-label={t('home.units')}>
        <Table className="figures" verticalSpacing="sm" miw={620}>
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
            {units.map((unit) => {
              const spent = quotient(unit.spent, unit.issued);
              const { name = unit.unit, scale } = known.get(unit.unit) ?? {};
              return (
                <Table.Tr key={unit.unit}>
                  <Table.Th scope="row">
                    {name}
                    {spent !== undefined && (
                      <Text size="sm" c="dimmed" fw={400}>
                        {t('home.redemption', { share: format.share(spent) })}
                      </Text>
                    )}
                  </Table.Th>
                  {COLUMNS.map((column) => (
                    <Table.Td key={column} ta="right">
                      {format.amount(unit[column], scale)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}
