import { Group, Text } from '@mantine/core';
import { isZero } from '@shared/decimal/decimal';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import type { Item } from '../document/items';
import type { State } from '../document/state';
import type { Words } from '../document/useWords';
import { StateBadge } from './StateBadge';
import type { Figures } from './useFigures';

export function ItemCard(props: {
  item: Item;
  state: State;
  words: Words;
  figures?: Figures;
  isPreview?: boolean;
}) {
  const { item, state, words, isPreview = false } = props;
  const head = words.head(item);
  const terms = words.terms(item);
  const name = isPreview ? (
    item.name
  ) : (
    <Link
      to="/offers/item/$section/$key"
      params={{ section: item.section, key: item.key }}
      style={{ color: 'inherit', textDecoration: 'none' }}
    >
      {item.name}
    </Link>
  );
  return (
    <article className={state === 'over' ? 'card offer-card is-over' : 'card offer-card'}>
      <Group justify="space-between" wrap="nowrap" align="start" gap="xs">
        <Text fw={600} {...(head ? { c: 'dimmed' } : {})} size={head ? 'sm' : 'lg'}>
          {name}
        </Text>
        <StateBadge state={state} />
      </Group>
      {head && (
        <p className="offer-head" style={{ margin: 0 }}>
          {head}
        </p>
      )}
      {terms.length > 0 && (
        <ul className="terms">
          {terms.map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
      )}
      {props.figures && <Lately figures={props.figures} item={item} />}
      {props.figures && <Claims figures={props.figures} item={item} />}
    </article>
  );
}

function Lately({ figures, item }: { figures: Figures; item: Item }) {
  const { t, format } = useTexts();
  const units = useUnits();
  const row = figures.of(item);
  if (!row || !figures.currency || row.times === 0) return null;
  const given = [
    !isZero(row.discount) && format.money(row.discount, figures.currency),
    ...row.units.map(({ unit, amount }) => units.counted(unit, amount)),
  ].filter(Boolean);
  return (
    <Text size="sm" mt="auto" pt={4}>
      <b className="figures">{t('figures.times', { count: row.times })}</b>
      {given.length > 0 && <span className="figures"> · {given.join(' · ')}</span>}
    </Text>
  );
}

function Claims({ figures, item }: { figures: Figures; item: Item }) {
  const { t, format } = useTexts();
  const row = figures.claimsOf(item);
  if (!row || row.claimed + row.cancelled === 0) return null;
  const back = row.cancelled > 0 && `${t('figures.cancels')}: ${format.number(row.cancelled)}`;
  return (
    <Text size="sm" mt="auto" pt={4}>
      <b className="figures">
        {t('figures.claims')}: {format.number(row.claimed)}
      </b>
      {back && <span className="figures"> · {back}</span>}
    </Text>
  );
}
