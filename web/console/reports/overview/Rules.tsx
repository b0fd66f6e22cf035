import { Group, Table, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../../shell/units';
import { Wide } from '../../shell/Wide';
import { useTexts } from '../../texts/use';
import { Exports } from '../Exports';
import type { PeriodSearch, Span } from '../period';
import { FRESH_MS } from '../useToday';

/** Which rules and offers acted, how often, and what they cost. */
export function Rules({ span, search }: { span: Span; search: PeriodSearch }) {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const seesMembers = may(session, 'members.see');
  const units = useUnits();
  const rules = useRead(
    'GET /v1/reports/rules',
    { query: { ...span } },
    { everyMs: FRESH_MS, keepsLast: true },
  );
  return (
    <section className="card">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {t('reports.rules')}
        </Title>
        <Exports report="rules" span={span} />
      </Group>
      {rules.isPending && <WaitingRows rows={3} />}
      <ProblemNote error={rules.error} onRetry={rules.refetch} />
      {rules.data?.items.length === 0 && <Text c="dimmed">{t('reports.noRules')}</Text>}
      {rules.data && rules.data.items.length > 0 && (
        <Wide label={t('reports.rules')}>
          <Table className="figures" verticalSpacing="sm" miw={560}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('reports.rule')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('reports.times')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('reports.given')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('home.discount')}
                </Table.Th>
                {seesMembers && (
                  <Table.Th scope="col" pos="relative">
                    <span className="heard">{t('reports.toReceipts')}</span>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rules.data.items.map((row) => (
                <Table.Tr key={row.rule + row.kind}>
                  <Table.Th scope="row">
                    {row.name ?? row.rule}
                    <Text size="sm" c="dimmed" fw={400}>
                      {row.rule}
                    </Text>
                  </Table.Th>
                  <Table.Td ta="right">{format.number(row.times)}</Table.Td>
                  <Table.Td ta="right">
                    {row.units.map((one) => units.counted(one.unit, one.amount)).join(', ')}
                  </Table.Td>
                  <Table.Td ta="right">
                    {Number(row.discount) !== 0 && format.money(row.discount, rules.data.currency)}
                  </Table.Td>
                  {seesMembers && (
                    <Table.Td ta="right" py={0}>
                      {row.times > 0 && (
                        <Link
                          to="/reports/receipts"
                          search={{ ...search, rule: row.rule }}
                          className="quiet-link"
                          aria-label={t('reports.receiptsOf', { name: row.name ?? row.rule })}
                        >
                          {t('reports.toReceipts')}
                        </Link>
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </section>
  );
}
