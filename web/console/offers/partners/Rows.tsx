import { Badge, Group, Table, Text, Title } from '@mantine/core';
import type { Ground, Settlement } from '@shared/api/types';
import { sum } from '@shared/decimal/decimal';
import { may, useSession } from '@shared/session/session';
import { IconArrowRight } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';
import type { useParties } from './useParties';

type Parties = ReturnType<typeof useParties>;

/** Who pays whom: the one thing that has to happen in the end. */
export function Payments({ told, parties }: { told: Settlement; parties: Parties }) {
  const { t, format } = useTexts();
  const { nameOf, own } = parties;
  return (
    <section className="card">
      <Title order={2} size="h3" mb="sm">
        {t('partners.payments')}
      </Title>
      {told.payments.length === 0 && <Text c="dimmed">{t('partners.even')}</Text>}
      <ul className="rows">
        {told.payments.map(({ from, to, amount }) => (
          <Group component="li" key={`${from}/${to}`} gap="sm">
            <Text fw={from === own ? 700 : 500}>{nameOf(from)}</Text>
            <IconArrowRight size={20} aria-label={t('partners.pays')} role="img" />
            <Text fw={to === own ? 700 : 500}>{nameOf(to)}</Text>
            <Text ml="auto" fw={650} className="figures">
              {format.money(amount, told.currency)}
            </Text>
          </Group>
        ))}
      </ul>
    </section>
  );
}

interface RowsProps {
  told: Settlement;
  grounds: Ground[];
  nameOf: (party: string) => string;
}

/** What is due to each party, by what for; a minus is due from them. */
export function Rows({ told, grounds, nameOf }: RowsProps) {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const seesAll = may(session, 'money.see');
  const parties = [...new Set(told.rows.map(({ party }) => party))];
  const amounts = (party: string, ground?: Ground) =>
    told.rows
      .filter((row) => row.party === party && (!ground || row.ground === ground))
      .map(({ amount }) => amount);
  const money = (all: string[]) => (all.length === 0 ? '' : format.money(sum(all), told.currency));
  return (
    <section className="card">
      <Title order={2} size="h3">
        {t('partners.due')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(seesAll ? 'partners.dueText' : 'partners.dueTextOwn')}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className="wide" tabIndex={0} aria-label={t('partners.due')}>
        <Table className="figures" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('partners.party')}</Table.Th>
              {grounds.map((ground) => (
                <Table.Th scope="col" key={ground} ta="right">
                  {t(`ground.${ground}`)}{' '}
                  {told.closed.includes(ground) && (
                    <Badge size="xs" color="good" variant="light" tt="none">
                      {t('partners.closedShort')}
                    </Badge>
                  )}
                </Table.Th>
              ))}
              <Table.Th scope="col" ta="right">
                {t('partners.total')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parties.map((party) => (
              <Table.Tr key={party}>
                <Table.Th scope="row">{nameOf(party)}</Table.Th>
                {grounds.map((ground) => (
                  <Table.Td key={ground} ta="right">
                    {money(amounts(party, ground))}
                  </Table.Td>
                ))}
                <Table.Td ta="right" fw={650}>
                  {money(amounts(party))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}
