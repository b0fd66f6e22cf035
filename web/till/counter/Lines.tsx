import { ActionIcon, Button, Text } from '@mantine/core';
import { IconBasket, IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { compare, times } from '../money/typed';
import { changeQuantity, isEmpty, type Line, linesOf } from '../sale/sale';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { Key } from './Key';

/** What is in the basket. The line that is being typed is there already, but not yet to be changed. */
export function Lines() {
  const { t } = useTexts();
  const { desk, state, programme } = useCounter();
  const lines = linesOf(state.sale, programme.currency_scale);
  return (
    <section className="basket card" aria-label={t('basket.label')}>
      {lines.length === 0 ? (
        <div className="basket-empty">
          <IconBasket size={48} aria-hidden />
          <Text fw={600}>{t('basket.empty')}</Text>
          <Text size="sm" c="dimmed">
            {t('basket.emptyText')}
          </Text>
        </div>
      ) : (
        <ul className="lines">
          {lines.map((line) => (
            <LineRow key={line.id} line={line} />
          ))}
        </ul>
      )}
      {!isEmpty(state.sale) && (
        <Button
          size="md"
          variant="subtle"
          className="clear"
          rightSection={<Key name="Esc" />}
          onClick={() => desk.clear()}
        >
          {t('basket.clear')}
        </Button>
      )}
    </section>
  );
}

function LineRow({ line }: { line: Line }) {
  const { t, format } = useTexts();
  const { desk } = useCounter();
  const { money } = useFigures();
  const isTyped = line.id === 0;
  const isLast = compare(line.quantity, '1') <= 0;
  const name = line.name || (line.sku === 'amount' ? t('basket.amount') : line.sku);
  return (
    <li className={isTyped ? 'line is-typed' : 'line'}>
      <div className="line-what">
        <Text fw={600} truncate>
          {name}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {format.amount(line.quantity)} × {money(line.price)}
        </Text>
      </div>
      {!isTyped && (
        <div className="line-actions">
          <ActionIcon
            size={48}
            variant="subtle"
            aria-label={t(isLast ? 'basket.remove' : 'basket.less', { name })}
            onClick={() => desk.edit((sale) => changeQuantity(sale, line.id, '-1'))}
          >
            {isLast ? <IconTrash size={20} /> : <IconMinus size={20} />}
          </ActionIcon>
          <ActionIcon
            size={48}
            variant="subtle"
            aria-label={t('basket.more', { name })}
            onClick={() => desk.edit((sale) => changeQuantity(sale, line.id, '1'))}
          >
            <IconPlus size={20} />
          </ActionIcon>
        </div>
      )}
      <Text fw={600} className="figures line-amount">
        {money(times(line.price, line.quantity))}
      </Text>
    </li>
  );
}
