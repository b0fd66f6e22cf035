import { Text, Title } from '@mantine/core';
import type { RewardFigures } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { may, useSession } from '@shared/session/session';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import type { Item } from '../document/items';
import type { Did } from './figures';
import { useFigures } from './useFigures';

/** What an offer did in the last thirty days, and the way to the receipts in which it did it. */
export function Lately({ item, items }: { item: Item; items: Item[] }) {
  const { t, format } = useTexts();
  const units = useUnits();
  const figures = useFigures(items);
  const did = figures.of(item);
  const claims = figures.claimsOf(item);
  const { currency } = figures;
  if (claims) return <Claims row={claims} />;
  if (!did || !currency) return null;
  const hasMoney = !isZero(did.discount) || did.units.length === 0;
  return (
    <section className="item-lately" aria-labelledby="lately">
      <Title order={2} size="h5" id="lately">
        {t('figures.lately')}
      </Title>
      {did.times === 0 ? (
        <Text c="dimmed">{t('figures.none')}</Text>
      ) : (
        <>
          <dl className="item-figures">
            <Figure label={t('figures.acted')} value={format.number(did.times)} />
            {hasMoney && (
              <Figure label={t('figures.discount')} value={format.money(did.discount, currency)} />
            )}
            {did.units.map(({ unit, amount }) => (
              <Figure
                key={unit}
                label={t('figures.given', { unit: units.name(unit) })}
                value={units.amount(unit, amount)}
              />
            ))}
          </dl>
          <ToReceipts did={did} />
        </>
      )}
    </section>
  );
}

/** A reward is nothing that a rule does: it is claimed, and sometimes given back. */
function Claims({ row }: { row: RewardFigures }) {
  const { t, format } = useTexts();
  return (
    <section className="item-lately" aria-labelledby="lately">
      <Title order={2} size="h5" id="lately">
        {t('figures.lately')}
      </Title>
      <dl className="item-figures">
        <Figure label={t('figures.claims')} value={format.number(row.claimed)} />
        <Figure label={t('figures.cancels')} value={format.number(row.cancelled)} />
      </dl>
    </section>
  );
}

/** An offer that became several rules has receipts by each of them. */
function ToReceipts({ did }: { did: Did }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  if (!may(session, 'members.see')) return null;
  const acted = did.rules.filter(({ times }) => times > 0);
  return (
    <ul className="item-receipts">
      {acted.map(({ rule, name }) => (
        <li key={rule}>
          <Link to="/reports/receipts" search={{ rule }}>
            {acted.length === 1 ? t('figures.receipts') : t('reports.receiptsOf', { name })}
            <IconChevronRight size={18} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
}
